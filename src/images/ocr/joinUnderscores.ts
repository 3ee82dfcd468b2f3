import type { GreyRaster } from '../../engine/images/raster.ts';
import type { ReadWord } from '../../engine/images/readText.ts';
import { median } from '../../engine/images/textLayout.ts';

/** A pixel this much darker than its surroundings is ink. */
const inkContrast = 60;

/**
 * Puts back the underscores that Tesseract takes for spaces: between two words with a stroke under the gap that does not go
 * on under them. Identifiers are full of these, and nothing else looks like it.
 */
export function joinUnderscores(
  lines: readonly (readonly ReadWord[])[],
  raster: GreyRaster,
): readonly (readonly ReadWord[])[] {
  return lines.map(line => {
    const width = median(line.map(({ box, text }) => box.width / Math.max(1, text.length)));
    const joined: ReadWord[] = [];
    for (const word of line) {
      const previous = joined.at(-1);
      const count = previous === undefined ? 0 : underscoresBetween(previous, word, width, raster);
      if (previous === undefined || count === 0) joined.push(word);
      else joined[joined.length - 1] = joinedWord(previous, word, count);
    }
    return joined;
  });
}

function joinedWord(a: ReadWord, b: ReadWord, underscores: number): ReadWord {
  const top = Math.min(a.box.top, b.box.top);
  const bottom = Math.max(a.box.top + a.box.height, b.box.top + b.box.height);
  return {
    text: `${a.text}${'_'.repeat(underscores)}${b.text}`,
    box: { left: a.box.left, top, width: b.box.left + b.box.width - a.box.left, height: bottom - top },
    confidence: Math.min(a.confidence, b.confidence),
  };
}

function underscoresBetween(a: ReadWord, b: ReadWord, width: number, raster: GreyRaster): number {
  const left = Math.ceil(a.box.left + a.box.width);
  const right = Math.floor(b.box.left);
  const gap = right - left;
  if (gap < width * 0.5 || gap > width * 6) return 0;
  const top = Math.floor(a.box.top + a.box.height * 0.6);
  const bottom = Math.ceil(Math.max(a.box.top + a.box.height, b.box.top + b.box.height) + width * 0.6);
  const margin = Math.round(gap * 0.15);
  const ground = groundBetween(raster, { left, right, top: Math.floor(a.box.top), bottom: top });
  const isStroke = (y: number): boolean => inkShare(raster, y, left + margin, right - margin, ground) > 0.85;
  const strokes = range(top, Math.min(raster.height, bottom)).filter(isStroke);
  const isThin = strokes.length > 0 && strokes.length <= Math.max(4, width * 0.45);
  if (!isThin || isUnderlined(a, raster, strokes, ground)) return 0;
  return Math.max(1, Math.round(gap / width) - (gap > width * 1.6 ? 0 : 0));
}

/** An underline goes on under the word itself. */
function isUnderlined({ box }: ReadWord, raster: GreyRaster, strokes: readonly number[], ground: number): boolean {
  const right = Math.floor(box.left + box.width);
  return strokes.every(y => inkShare(raster, y, Math.floor(box.left), right, ground) > 0.7);
}

function inkShare({ width, data }: GreyRaster, y: number, left: number, right: number, ground: number): number {
  let ink = 0;
  for (let x = left; x < right; x++) if (ground - (data[y * width + x] ?? 255) > inkContrast) ink++;
  return right <= left ? 0 : ink / (right - left);
}

function groundBetween(
  { width, data }: GreyRaster,
  {
    left,
    right,
    top,
    bottom,
  }: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): number {
  const values: number[] = [];
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = left; x < right; x++) values.push(data[y * width + x] ?? 255);
  }
  return values.length === 0 ? 255 : median(values);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
