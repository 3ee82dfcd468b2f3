import { hash } from 'node:crypto';
import type { RequestIndex } from '../conversation/request.ts';

/**
 * What a provider's cache tells prefixes apart by, one key per block, in cache order. Looser than the chains: thinking, which
 * some providers drop from earlier turns by themselves, and blocks outside the cache's key count for nothing. Two prefixes
 * with different keys therefore share nothing from there on, whatever the provider ignores.
 */
export function prefixKeys({ blocks }: RequestIndex): readonly string[] {
  let key = '';
  let chain = '';
  return blocks.map(block => {
    const isInKey = block.deferred !== true && block.kind !== 'thinking' && block.chain !== chain;
    if (block.deferred !== true) chain = block.chain;
    if (isInKey) key = hash('sha256', `${key} ${block.kind} ${block.callId ?? ''} ${block.hash}`, 'base64url');
    return key;
  });
}
