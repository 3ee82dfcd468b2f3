import { median } from '../../engine/images/textLayout.ts';
import type { ReadCharacters } from './readCharacters.ts';

/** A stretch of a line: where it begins and ends in the strip, in columns. */
export interface ReadPiece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Where the characters of a monospaced font would stand. */
export interface Grid {
  readonly pitch: number;
  /** How far the characters stray from it: 0 is not at all, 1 at random. */
  readonly error: number;
  readonly characters: number;
}

/** Shorter texts fit some grid by chance, whatever their font. */
const tellingLength = 13;
const fewestForGrid = 8;
/** Of monospaced lines nearly all stay below, of others nearly all above. */
const monospacedError = 0.35;
/** In a picture that is monospaced as a whole. */
const tolerableError = 0.5;

/** Whether most of a picture's text is monospaced, as its longer lines tell. */
export function isMonospaced(lines: readonly ReadCharacters[]): boolean {
  const grids = lines.map(gridOf).filter(grid => grid !== undefined && grid.characters >= tellingLength);
  const length = (some: typeof grids): number => some.reduce((sum, grid) => sum + (grid?.characters ?? 0), 0);
  return length(grids.filter(grid => grid !== undefined && grid.error < monospacedError)) * 2 > length(grids);
}

/**
 * Splits a line into words. The recogniser drops most spaces, so they are put back from where the characters stand: on a
 * grid where the font is monospaced, else from the gaps in the ink.
 */
export function restoreSpaces(read: ReadCharacters, ink: Uint8Array, isPageMonospaced: boolean): readonly ReadPiece[] {
  const { characters, columns } = read;
  const breaks = new Set<number>();
  if (characters.length >= 3) {
    const grid = gridOf(read);
    const isOnGrid =
      grid !== undefined &&
      grid.error < (isPageMonospaced ? tolerableError : grid.characters >= tellingLength ? monospacedError : 0);
    const isSpaced = isOnGrid ? cellsBetween(columns, grid.pitch) : wordGaps(columns, ink);
    for (let i = 1; i < characters.length; i++) if (isSpaced(i)) breaks.add(i);
  }
  return split(characters, columns, breaks);
}

function split(
  characters: readonly string[],
  columns: readonly number[],
  breaks: ReadonlySet<number>,
): readonly ReadPiece[] {
  const pieces: ReadPiece[] = [];
  const half = medianStep(columns) / 2;
  let word = '';
  let first = 0;
  let last = 0;
  const close = (): void => {
    if (word !== '') pieces.push({ text: word, from: Math.max(0, first - half), to: last + half });
    word = '';
  };
  characters.forEach((character, i) => {
    if (breaks.has(i) || character === ' ') close();
    if (character === ' ') return;
    if (word === '') first = columns[i] ?? 0;
    word += character;
    last = columns[i] ?? 0;
  });
  close();
  return pieces;
}

function medianStep(columns: readonly number[]): number {
  return median(steps(columns));
}

function steps(columns: readonly number[]): readonly number[] {
  return columns.slice(1).map((column, i) => column - (columns[i] ?? 0));
}

/** The grid on which the characters of a line stand best; `undefined` for short ones. */
function gridOf({ characters, columns }: ReadCharacters): Grid | undefined {
  if (characters.length < fewestForGrid) return undefined;
  const inked = columns.filter((_, i) => characters[i] !== ' ');
  const step = medianStep(columns);
  // Over a long line even a small error of the pitch adds up to a whole character.
  const fineness = (step * 0.2) / characters.length;
  let best = { pitch: step, error: Number.POSITIVE_INFINITY };
  for (let pitch = step * 0.85; pitch <= step * 1.2; pitch += fineness) {
    const error = gridError(inked, pitch);
    if (error < best.error) best = { pitch, error };
  }
  return { ...best, characters: characters.length };
}

/** How far the columns stray from a grid: one less the length of their mean direction on a circle of one pitch. */
function gridError(columns: readonly number[], pitch: number): number {
  let x = 0;
  let y = 0;
  for (const column of columns) {
    const angle = (2 * Math.PI * column) / pitch;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return 1 - Math.hypot(x, y) / columns.length;
}

function cellsBetween(columns: readonly number[], pitch: number): (i: number) => boolean {
  return i => Math.round(((columns[i] ?? 0) - (columns[i - 1] ?? 0)) / pitch) >= 2;
}

/** Columns of a strip without ink that ordinarily part two words. */
const ordinaryWordGap = 9;

function wordGaps(columns: readonly number[], ink: Uint8Array): (i: number) => boolean {
  const gaps = steps(columns).map((_, i) => widestGap(ink, columns[i] ?? 0, columns[i + 1] ?? 0));
  const threshold = gapThreshold(gaps);
  return i => (gaps[i - 1] ?? 0) >= threshold;
}

function widestGap(ink: Uint8Array, from: number, to: number): number {
  let widest = 0;
  let run = 0;
  for (let x = Math.max(0, Math.floor(from) - 3); x <= Math.min(ink.length - 1, Math.ceil(to) + 3); x++) {
    run = ink[x] === 1 ? 0 : run + 1;
    widest = Math.max(widest, run);
  }
  return widest;
}

/** Letters stand close and words apart: the threshold lies in the widest jump between the two, near the ordinary one. */
function gapThreshold(gaps: readonly number[]): number {
  const inOrder = gaps.toSorted((a, b) => a - b);
  let best = { threshold: ordinaryWordGap, score: 0 };
  for (let i = 1; i < inOrder.length; i++) {
    const low = inOrder[i - 1] ?? 0;
    const high = inOrder[i] ?? 0;
    if (high < 6 || low > 14 || high - low < 2) continue;
    const threshold = (low + high) / 2;
    const score = (high - low) / (1 + Math.abs(threshold - ordinaryWordGap) * 0.15);
    if (score > best.score) best = { threshold, score };
  }
  return Math.max(best.threshold, median(gaps) + 3);
}
