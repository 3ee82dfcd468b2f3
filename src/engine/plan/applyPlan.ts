import type { Block } from '../conversation/request.ts';
import { type Edit, splice } from '../conversation/splice.ts';
import { encodeText } from '../conversation/text.ts';
import { pictureEdits } from '../images/pictureEdits.ts';
import type { Decision } from './decision.ts';

/** A block and the decision that holds for it in this request. */
export interface Settled {
  readonly block: Block;
  readonly decision: Decision;
}

/** The body with every replacing decision spliced in. Returns the same bytes, not a copy, when nothing is replaced. */
export function applyPlan(body: Uint8Array, settled: readonly Settled[]): Uint8Array {
  const edits = editsOf(body, settled);
  return edits.length === 0 ? body : splice(body, edits);
}

export function editsOf(body: Uint8Array, settled: readonly Settled[]): readonly Edit[] {
  return settled.flatMap(({ block, decision: { outcome } }): readonly Edit[] => {
    if (outcome.kind !== 'replace') return [];
    const { output, picture } = outcome;
    if (picture?.form !== undefined) return pictureEdits(body, block, { ...picture, form: picture.form, output });
    return block.textSlot === undefined ? [] : [{ slot: block.textSlot, bytes: encodeText(output) }];
  });
}
