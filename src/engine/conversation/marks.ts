import type { Block, RequestIndex } from './request.ts';

/** What the tree of conversations keeps of a block. */
export interface Mark {
  readonly chain: string;
  /** What the model wrote is known again by this wherever it stands, also when something before it has changed. */
  readonly anchor?: string;
}

/** Shorter texts, such as "Done.", are written in many conversations and tell nothing. */
const anchoredBytes = 64;

/** The blocks of the prefix in cache order; deferred tools are no part of it. */
export function marksOf({ blocks, messages }: RequestIndex): readonly Mark[] {
  const marks: Mark[] = [];
  for (const block of blocks) {
    if (block.deferred === true) continue;
    const isByModel = messages[block.message]?.author === 'model';
    const anchor = isByModel ? anchorOf(block) : undefined;
    marks.push({ chain: block.chain, ...(anchor !== undefined && { anchor }) });
  }
  return marks;
}

function anchorOf({ kind, callId, hash, slot }: Block): string | undefined {
  if (kind === 'toolCall' && callId !== undefined) return `call ${callId}`;
  return slot.end - slot.start >= anchoredBytes ? hash : undefined;
}
