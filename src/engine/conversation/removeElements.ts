import type { Slot } from './request.ts';
import type { Edit } from './splice.ts';

const nothing = new Uint8Array(0);

/**
 * Takes elements out of a JSON array, or members out of an object, together with the commas that they no longer need.
 * `elements` are all of them, in order. Every other byte stays, the white space of what is kept included.
 */
export function removeElements(elements: readonly Slot[], isRemoved: (element: Slot) => boolean): readonly Edit[] {
  const firstKept = elements.findIndex(element => !isRemoved(element));
  const first = elements[0];
  const last = elements.at(-1);
  if (first === undefined || last === undefined) return [];
  const kept = elements[firstKept];
  if (kept === undefined) return [cut(first.start, last.end)];

  const edits = firstKept > 0 ? [cut(first.start, kept.start)] : [];
  for (let i = firstKept + 1; i < elements.length; i++) {
    const element = elements[i];
    const before = elements[i - 1];
    if (element !== undefined && before !== undefined && isRemoved(element)) edits.push(cut(before.end, element.end));
  }
  return edits;
}

function cut(start: number, end: number): Edit {
  return { slot: { start, end }, bytes: nothing };
}
