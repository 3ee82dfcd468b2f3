import { omissionMarker, withThousands } from '../marker.ts';

/** Which lines of a text stay, what the others were, and where the whole is kept. */
export interface Excerpt {
  readonly lines: readonly string[];
  readonly keep: readonly boolean[];
  /** For each line, which line of the original it is, counted from 0; left out when that is its own index. */
  readonly originLines?: readonly number[] | undefined;
  /** What was left out, for people and models, e.g. `passing tests`. */
  readonly kind: string;
  readonly handle: string;
  /** Lines between the marker and the excerpt, such as a summary of what was left out. */
  readonly summary?: readonly string[];
}

/** A gap shorter than this costs as much as the lines themselves. */
const leastGap = 3;

/**
 * The marker, the summary, then the kept lines verbatim in their order. Every gap says how many lines are missing there and
 * where they stand in the original, so that they can be fetched by number. `undefined` when nothing is left out.
 */
export function renderExcerpt({ lines, keep, originLines, kind, handle, summary = [] }: Excerpt): string | undefined {
  const out: string[] = [];
  let omitted = 0;
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && keep[end] !== true) end += 1;
    const gap = end - i;
    if (gap >= leastGap || (gap > 0 && joinedLength(lines, i, end) > longGap)) {
      out.push(gapMark(gap, originLines?.slice(i, end) ?? [i, end - 1]));
      omitted += gap;
    } else for (let n = i; n < end; n++) out.push(lines[n] ?? '');
    if (end < lines.length) out.push(lines[end] ?? '');
    i = end + 1;
  }
  if (omitted === 0) return undefined;
  return [omissionMarker({ omitted, of: lines.length, unit: 'lines', kind, handle }), ...summary, ...out].join('\n');
}

const longGap = 120;

function joinedLength(lines: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) length += lines[i]?.length ?? 0;
  return length;
}

/**
 * `[… 37 lines, 12-48]`, with line numbers from 1 as in the original. The range is longer than the gap where a program drew
 * lines over, as a terminal shows fewer lines than it was sent.
 */
function gapMark(count: number, originLines: readonly number[]): string {
  const from = originLines.reduce((least, line) => Math.min(least, line)) + 1;
  const to = originLines.reduce((most, line) => Math.max(most, line)) + 1;
  return count === 1 ? `[… line ${from}]` : `[… ${withThousands(count)} lines, ${from}-${to}]`;
}
