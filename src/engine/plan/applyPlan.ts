import type { Block } from '../conversation/request.ts';
import { type Edit, splice } from '../conversation/splice.ts';
import { encodeText } from '../conversation/text.ts';
import { pictureEdits } from '../images/pictureEdits.ts';
import type { Decision } from './decision.ts';
import { schemaSlot } from './slimDefinition.ts';

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
    if (block.kind === 'toolDefinition') {
      const slot = schemaSlot(body, block);
      return slot === undefined ? [] : [{ slot, bytes: Buffer.from(output) }];
    }
    return block.textSlot === undefined ? [] : [{ slot: block.textSlot, bytes: encodeText(output) }];
  });
}

/**
 * The decision as those see it who compare blocks as wholes: of a definition only the schema is replaced, and what stands
 * around it was sent too.
 */
export function wholeBlock(body: Uint8Array, { block, decision }: Settled): Decision {
  const { outcome } = decision;
  const slot = block.kind === 'toolDefinition' && outcome.kind === 'replace' ? schemaSlot(body, block) : undefined;
  if (slot === undefined || outcome.kind !== 'replace') return decision;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const before = bytes.toString('utf8', block.slot.start, slot.start);
  const after = bytes.toString('utf8', slot.end, block.slot.end);
  return { ...decision, outcome: { ...outcome, output: `${before}${outcome.output}${after}` } };
}
