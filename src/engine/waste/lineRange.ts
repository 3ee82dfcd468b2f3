import type { Slot } from '../conversation/request.ts';
import { parseInput } from '../plan/subject.ts';

/** Lines of a file, 1-based, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

const firstLineKeys = ['offset', 'start_line', 'startLine', 'line_start', 'start'];
const lastLineKeys = ['end_line', 'endLine', 'line_end', 'end'];

/** The lines that a file reader was asked for; the whole file when its input names none. */
export function linesAsked(body: Uint8Array, input: Slot | undefined): LineRange | undefined {
  const values = parseInput(body, input);
  if (values === undefined) return undefined;
  const viewed = values.view_range;
  if (Array.isArray(viewed)) return rangeOf(viewed[0], viewed[1]);
  const from = numberIn(values, firstLineKeys) ?? 1;
  const limit = numberIn(values, ['limit']);
  return rangeOf(from, limit === undefined ? numberIn(values, lastLineKeys) : from + limit - 1);
}

/** How much of `range` lies within `other`, from 0 to 1. */
export function shareWithin(range: LineRange, other: LineRange): number {
  const common = Math.min(range.to, other.to) - Math.max(range.from, other.from) + 1;
  if (common <= 0) return 0;
  if (range.from >= other.from && range.to <= other.to) return 1;
  return Number.isFinite(range.to) ? common / (range.to - range.from + 1) : 0;
}

function rangeOf(from: unknown, to: unknown): LineRange {
  const first = typeof from === 'number' && from >= 1 ? from : 1;
  const last = typeof to === 'number' && to >= first ? to : Number.POSITIVE_INFINITY;
  return { from: first, to: last };
}

function numberIn(values: Readonly<Record<string, unknown>>, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = values[key];
    if (typeof value === 'number') return value;
  }
  return undefined;
}
