import type { LineRange } from '../../shared/adminApi.ts';

/** Reads `401-800`, `401-` (to the end) or `401`. `undefined` when it is none of these. */
export function parseLineRange(text: string): LineRange | undefined {
  const match = /^\s*(\d{1,9})\s*(?:(-|–|\.\.)\s*(\d{1,9})?)?\s*$/.exec(text);
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : match[3] === undefined ? Number.MAX_SAFE_INTEGER : Number(match[3]);
  return from >= 1 && to >= from ? { from, to } : undefined;
}
