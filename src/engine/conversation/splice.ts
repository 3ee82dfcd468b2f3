import type { Slot } from './request.ts';

/** One replacement: what stands in `slot` gives way to `bytes`. */
export interface Edit {
  readonly slot: Slot;
  readonly bytes: Uint8Array;
}

/** A copy of the body with the slots replaced, in any order. Every byte outside them stays as it was. */
export function splice(body: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const inOrder = edits.toSorted((a, b) => a.slot.start - b.slot.start || a.slot.end - b.slot.end);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { slot, bytes } of inOrder) {
    if (slot.start < at || slot.end < slot.start || slot.end > body.length) {
      throw new RangeError(`Slot ${slot.start}–${slot.end} overlaps another one or leaves the body`);
    }
    pieces.push(body.subarray(at, slot.start), bytes);
    at = slot.end;
  }
  pieces.push(body.subarray(at));
  return Buffer.concat(pieces);
}
