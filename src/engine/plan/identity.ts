import type { Block } from '../conversation/request.ts';

/**
 * What a decision belongs to. A tool result is its call's id and its content, so that forks, sub-agents and restarts find
 * the same decision; a block without an id is everything up to and including it.
 */
export function identityOf(block: Block): string {
  return block.callId === undefined
    ? `chain:${block.chain}`
    : `call:${block.callId}:${block.kind}:${block.part}:${block.hash}`;
}
