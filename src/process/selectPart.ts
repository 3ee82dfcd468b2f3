import type { LineRange, RetrieveRequest } from '../shared/adminApi.ts';

/** The part of an original that was asked for, cut to what one answer may hold. */
export interface Selection {
  readonly text: string;
  /** True when `text` is the original, byte for byte. */
  readonly isWhole: boolean;
  /** How to go on, or why there is nothing; one sentence for models and people. */
  readonly note?: string;
}

/** A pattern that is no regular expression. The message says what is wrong with it. */
export class PatternError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PatternError';
  }
}

type Wish = Pick<RetrieveRequest, 'lines' | 'pattern' | 'fromChar' | 'maxChars'>;

/**
 * Lines by number, or those that match a pattern with their numbers. Pure, but a pattern may backtrack for ever: run it
 * where it can be ended.
 */
export function selectPart(text: string, wish: Wish): Selection {
  const maxChars = wish.maxChars ?? Number.POSITIVE_INFINITY;
  const isAll = wish.lines === undefined && wish.pattern === undefined && (wish.fromChar ?? 1) === 1;
  if (isAll && text.length <= maxChars) return { text, isWhole: true };

  const lines = text.split('\n');
  const range = clampRange(wish.lines, lines.length);
  if (range.from > lines.length) {
    return { text: '', isWhole: false, note: `The original has only ${count(lines.length, 'line')}.` };
  }
  return wish.pattern === undefined
    ? selectLines(lines, range, { from: wish.fromChar ?? 1, maxChars })
    : selectMatches(lines, range, { pattern: wish.pattern, from: wish.fromChar ?? 1, maxChars });
}

interface Window {
  /** Character of the first selected line to begin with, from 1. */
  readonly from: number;
  readonly maxChars: number;
}

function selectLines(lines: readonly string[], range: LineRange, { from, maxChars }: Window): Selection {
  const asked = lines
    .slice(range.from - 1, range.to)
    .join('\n')
    .slice(from - 1);
  if (asked.length <= maxChars) return { text: asked, isWhole: false, ...noteIfPastEnd(asked, from) };
  const newline = asked.lastIndexOf('\n', maxChars);
  if (newline >= 0) {
    const text = asked.slice(0, newline);
    const next = range.from + text.split('\n').length;
    return { text, isWhole: false, note: restNote({ from: next, to: range.to }, lines.length) };
  }
  const text = withoutHalfCharacter(asked.slice(0, maxChars));
  return { text, isWhole: false, note: restOfLineNote(range, from + text.length) };
}

function selectMatches(
  lines: readonly string[],
  range: LineRange,
  { pattern, from, maxChars }: Window & { readonly pattern: string },
): Selection {
  const expression = compile(pattern);
  const shown: string[] = [];
  let chars = 0;
  for (let number = range.from; number <= range.to; number++) {
    const line = lines[number - 1] ?? '';
    if (!expression.test(line)) continue;
    const match = `${number}: ${number === range.from ? line.slice(from - 1) : line}`;
    if (chars + match.length > maxChars) {
      return shown.length === 0
        ? cutMatch(match, { number, from: number === range.from ? from : 1, maxChars })
        : { text: shown.join('\n'), isWhole: false, note: moreMatchesNote({ from: number, to: range.to }) };
    }
    shown.push(match);
    chars += match.length + 1;
  }
  if (shown.length > 0) return { text: shown.join('\n'), isWhole: false };
  return { text: '', isWhole: false, note: `No line of ${range.from}-${range.to} matches /${pattern}/.` };
}

/** One matching line alone is more than an answer may hold. */
function cutMatch(match: string, { number, from, maxChars }: Window & { readonly number: number }): Selection {
  const text = withoutHalfCharacter(match.slice(0, maxChars));
  const next = from + text.length - `${number}: `.length;
  return { text, isWhole: false, note: restOfLineNote({ from: number, to: number }, next) };
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PatternError(
      `The pattern is not a regular expression (${reason}). Give a JavaScript one; escape . * + ? ( ) [ ] { } to find them.`,
      { cause: error },
    );
  }
}

function clampRange(lines: LineRange | undefined, last: number): LineRange {
  return { from: lines?.from ?? 1, to: Math.min(lines?.to ?? last, last) };
}

function restNote(rest: LineRange, total: number): string {
  return `Lines ${rest.from}-${rest.to} of ${total} remain; ask with lines "${rest.from}-${rest.to}".`;
}

function restOfLineNote({ from, to }: LineRange, fromChar: number): string {
  return `Line ${from} goes on; ask with lines "${from}-${to}" and fromChar ${fromChar}.`;
}

function moreMatchesNote({ from, to }: LineRange): string {
  return `More lines match from line ${from} on; ask with the same pattern and lines "${from}-${to}".`;
}

function noteIfPastEnd(text: string, from: number): { note?: string } {
  return text === '' && from > 1 ? { note: `There is nothing from character ${from} on.` } : {};
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** A cut between the two halves of a character would damage it. */
function withoutHalfCharacter(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
