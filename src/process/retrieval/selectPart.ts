import type { LineRange, RetrieveRequest } from '../../shared/adminApi.ts';

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
  const shown: string[] = [];
  let chars = 0;
  for (const found of findMatches(lines, range, { expression: compile(pattern), from })) {
    const room = Math.max(1, maxChars - chars - found.label.length);
    if (found.text.length > room && shown.length > 0) {
      return { text: shown.join('\n'), isWhole: false, note: moreMatchesNote(found, range.to) };
    }
    const text = found.label + withoutHalfCharacter(found.text.slice(0, room));
    if (found.text.length > room) {
      const next = found.from + text.length - found.label.length;
      return { text, isWhole: false, note: restOfLineNote({ from: found.number, to: found.number }, next) };
    }
    shown.push(text);
    chars += text.length + 1;
  }
  if (shown.length > 0) return { text: shown.join('\n'), isWhole: false };
  return { text: '', isWhole: false, note: `No line of ${range.from}-${range.to} matches /${pattern}/.` };
}

/** A line that matches; of a very long one, what surrounds its matches. */
interface Match {
  readonly number: number;
  /** `12: `, or with the characters that are shown. */
  readonly label: string;
  readonly text: string;
  /** First character of the line that is shown, from 1. */
  readonly from: number;
}

/** Minified JSON has everything in one line, and the whole of it answers no search. */
const longLineChars = 2_000;
const surroundingChars = 200;

function* findMatches(
  lines: readonly string[],
  range: LineRange,
  { expression, from }: { readonly expression: RegExp; readonly from: number },
): Generator<Match> {
  for (let number = range.from; number <= range.to; number++) {
    const line = lines[number - 1] ?? '';
    const start = number === range.from ? from : 1;
    if (line.length > longLineChars) {
      for (const [first, last] of surroundings(line, start, expression)) {
        const label = `${number} (characters ${first}-${last}): `;
        yield { number, label, text: line.slice(first - 1, last), from: first };
      }
    } else if (line.search(expression) >= 0) {
      yield { number, label: `${number}: `, text: line.slice(start - 1), from: start };
    }
  }
}

/** Characters around each match, first and last; those that touch are one. */
function* surroundings(line: string, from: number, expression: RegExp): Generator<readonly [number, number]> {
  let open: readonly [number, number] | undefined;
  for (const match of line.slice(from - 1).matchAll(expression)) {
    const at = from + match.index;
    const first = Math.max(from, at - surroundingChars);
    const last = Math.min(line.length, at + match[0].length - 1 + surroundingChars);
    if (open !== undefined && first <= open[1] + 1) open = [open[0], Math.max(open[1], last)];
    else {
      if (open !== undefined) yield open;
      open = [first, last];
    }
  }
  if (open !== undefined) yield open;
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gu');
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

function moreMatchesNote({ number, from }: Match, to: number): string {
  const fromChar = from === 1 ? '' : ` and fromChar ${from}`;
  return `More lines match from line ${number} on; ask with the same pattern, lines "${number}-${to}"${fromChar}.`;
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
