import { type SentenceCode, say } from '../../shared/sentences/say.ts';

/** Characters of context that a person needs to recognise the place. */
const contextChars = 24;
const longestPart = 48;

/** Where a text became another one, in words: `“Today is 2026-11-20” became “Today is 2026-11-21” (a date)`. */
export function describeChange(before: string, now: string): string {
  const start = commonPrefix(before, now);
  const end = commonSuffix(before, now, start);
  const [from, to] = [partOf(before, start, end), partOf(now, start, end)];
  return from === to ? say('change.grew') : say(natureOf(from, to), { before: from, now: to });
}

type Became = Extract<SentenceCode, `change.became${string}`>;

/** The kinds of text that differ from request to request by themselves, most specific first. */
const natures: readonly (readonly [change: Became, pattern: RegExp])[] = [
  ['change.becameTime', /\b\d{1,2}:\d{2}\b/],
  [
    'change.becameDate',
    /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/,
  ],
  ['change.becameId', /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}|\b[\da-f]{16,}\b/i],
  ['change.becameNumber', /\d/],
];

function natureOf(from: string, to: string): Became {
  return natures.find(([, pattern]) => pattern.test(from) && pattern.test(to))?.[0] ?? 'change.became';
}

function partOf(text: string, start: number, commonEnd: number): string {
  const from = quoteStart(text, start);
  const to = Math.max(start, text.length - commonEnd);
  const part = text.slice(from, wordEnd(text, to)).replace(/\s+/g, ' ').trim();
  return part.length <= longestPart ? part : `${part.slice(0, longestPart - 1)}…`;
}

/** No further back than the line's start, and not within a word where another begins before the change. */
function quoteStart(text: string, start: number): number {
  const line = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const from = start - contextChars;
  if (from <= line) return line;
  const word = /\s/.test(text.charAt(from - 1)) ? from : text.indexOf(' ', from) + 1;
  return word > 0 && word <= start ? word : from;
}

function wordEnd(text: string, to: number): number {
  const rest = /^\w{0,12}/.exec(text.slice(to, to + 12));
  return to + (rest?.[0].length ?? 0);
}

function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

function commonSuffix(a: string, b: string, from: number): number {
  const end = Math.min(a.length, b.length) - from;
  let length = 0;
  while (length < end && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++;
  return length;
}
