import { withThousands } from '../marker.ts';

/** What is left of the content of a JSON string, and how many of its characters are not. */
export interface ShortString {
  readonly content: string;
  readonly omitted: number;
}

/** Where a stretch begins, and the place after its last character. */
export type TextSpan = readonly [number, number];

/** Gaps narrower than this are not worth a marker. */
const leastGap = 60;

/** Keeps the beginning, the end and what is around `landmark`, an offset within the content; each gap says how long it is. */
export function shortenString(content: string, budget: number, landmark: number | undefined): ShortString {
  const room = Math.max(budget - 40, 40);
  const spans = joinSpans(
    [
      [0, Math.round(room * 0.6)],
      ...(landmark === undefined ? [] : [[landmark - 120, landmark + 360] as const]),
      [content.length - Math.round(room * 0.3), content.length],
    ],
    leastGap,
  );
  let written = '';
  let omitted = 0;
  let at = 0;
  for (const [from, to] of spans) {
    const start = from <= 0 ? 0 : safeCut(content, from);
    const end = to >= content.length ? content.length : safeCut(content, to);
    if (start > at) {
      written += `[headroom: ${withThousands(start - at)} characters omitted]`;
      omitted += start - at;
    }
    written += content.slice(Math.max(start, at), end);
    at = Math.max(at, end);
  }
  return written.length >= content.length ? { content, omitted: 0 } : { content: written, omitted };
}

/** Spans in order, without overlap, and with no gap of up to `leastGap` characters between two. */
export function joinSpans(spans: readonly TextSpan[], leastGap: number): readonly TextSpan[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + leastGap) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The nearest place before `at` that lies in no escape sequence and in no surrogate pair. */
export function safeCut(content: string, at: number): number {
  for (let cut = at; cut > Math.max(0, at - 80); cut--) {
    const isLowSurrogate = (content.charCodeAt(cut) & 0xfc00) === 0xdc00;
    if (!isLowSurrogate && !content.slice(Math.max(0, cut - 6), cut).includes('\\')) return cut;
  }
  return 0;
}
