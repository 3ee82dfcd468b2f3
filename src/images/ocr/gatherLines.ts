import type { ReadLine, ReadWord } from '../../engine/images/readText.ts';
import type { Box } from '../../engine/images/region.ts';
import { median } from '../../engine/images/textLayout.ts';
import type { ReadPiece } from './restoreSpaces.ts';
import type { TiltedBox } from './tilted.ts';

/** A region of text with its words; `columns` are the width of the strip in which they were read. */
export interface ReadRegion {
  readonly box: TiltedBox;
  readonly pieces: readonly ReadPiece[];
  readonly columns: number;
  readonly confidence: number;
}

/**
 * Joins regions to lines, from top to bottom and left to right, as if the picture stood straight: the ordinary tilt is
 * turned back first. Boxes are in the straightened picture.
 */
export function gatherLines(regions: readonly ReadRegion[]): readonly ReadLine[] {
  const tilt = median(regions.map(({ box }) => box.angle));
  const placed = regions
    .map(region => ({
      words: wordsOf(region, tilt),
      middle: straightened(region.box, tilt).y,
      height: region.box.height,
    }))
    .filter(({ words }) => words.length > 0)
    .toSorted((a, b) => a.middle - b.middle);
  const lines: { words: ReadWord[]; middle: number; height: number }[] = [];
  for (const { words, middle, height } of placed) {
    const line = lines.findLast(known => Math.abs(known.middle - middle) < Math.min(known.height, height) * 0.5);
    if (line === undefined) lines.push({ words: [...words], middle, height });
    else line.words.push(...words);
  }
  return lines.toSorted((a, b) => a.middle - b.middle).map(({ words }) => lineOf(words));
}

export function lineOf(words: readonly ReadWord[]): ReadLine {
  const inOrder = words.toSorted((a, b) => a.box.left - b.box.left);
  const left = Math.min(...words.map(({ box }) => box.left));
  const top = Math.min(...words.map(({ box }) => box.top));
  const right = Math.max(...words.map(({ box }) => box.left + box.width));
  const bottom = Math.max(...words.map(({ box }) => box.top + box.height));
  return { words: inOrder, box: { left, top, width: right - left, height: bottom - top } };
}

function wordsOf({ box, pieces, columns, confidence }: ReadRegion, tilt: number): readonly ReadWord[] {
  const { x, y } = straightened(box, tilt);
  const perColumn = box.width / Math.max(1, columns);
  return pieces.map(({ text, from, to }) => {
    const left = x - box.width / 2 + from * perColumn;
    const word: Box = { left, top: y - box.height / 2, width: (to - from) * perColumn, height: box.height };
    return { text, box: word, confidence };
  });
}

function straightened({ x, y }: TiltedBox, tilt: number): { readonly x: number; readonly y: number } {
  return { x: x * Math.cos(tilt) + y * Math.sin(tilt), y: y * Math.cos(tilt) - x * Math.sin(tilt) };
}
