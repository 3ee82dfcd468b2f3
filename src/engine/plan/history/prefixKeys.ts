import { hash } from 'node:crypto';
import type { Block, RequestIndex } from '../../conversation/request.ts';

/** The blocks of a growing conversation are the same objects turn after turn, and so are their keys behind the same key. */
const known = new WeakMap<Block, { readonly before: string; readonly key: string }>();

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
    if (isInKey) key = keyBehind(key, block);
    return key;
  });
}

function keyBehind(before: string, block: Block): string {
  const remembered = known.get(block);
  if (remembered?.before === before) return remembered.key;
  const key = hash('sha256', `${before} ${block.kind} ${block.callId ?? ''} ${block.hash}`, 'base64url');
  known.set(block, { before, key });
  return key;
}
