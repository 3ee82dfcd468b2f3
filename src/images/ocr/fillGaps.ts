import type { PictureText, ReadLine, ReadWord } from '../../engine/images/readText.ts';
import { type Box, bottom, right } from '../../engine/images/region.ts';
import { lineOf } from './gatherLines.ts';
import { straightBox, type TiltedBox } from './tilted.ts';

/** A region of which less was read than this has been passed over: rows of a table, buttons. */
const leastCovered = 0.5;

/** Words that only fill a gap are taken when the reader is this sure of them. */
const leastConfidence = 0.8;

/** The regions in which a detector sees text and a reader has read none. */
export function passedOver(regions: readonly TiltedBox[], { lines }: PictureText): readonly TiltedBox[] {
  const words = lines.flatMap(line => line.words);
  return regions.filter(region => coveredShare(straightBox(region), words) < leastCovered);
}

function coveredShare(box: Box, words: readonly ReadWord[]): number {
  const inside = words.filter(({ box: word }) => {
    const middle = word.top + word.height / 2;
    return middle > box.top && middle < bottom(box);
  });
  const covered = inside.reduce((sum, { box: word }) => {
    return sum + Math.max(0, Math.min(right(word), right(box)) - Math.max(word.left, box.left));
  }, 0);
  return covered / Math.max(1, box.width);
}

/** The text with words that another reader found in its gaps, each in the line beside which it stands. */
export function fillGaps(text: PictureText, found: PictureText): PictureText {
  const lines: ReadLine[] = [...text.lines];
  for (const { words } of found.lines) {
    const sure = words.filter(word => word.confidence >= leastConfidence && /[\p{L}\p{N}]/u.test(word.text));
    if (sure.length === 0) continue;
    const added = lineOf(sure);
    const at = lines.findIndex(line => isSameLine(line.box, added.box));
    const line = lines[at];
    if (line === undefined) lines.push(added);
    else lines[at] = lineOf([...line.words, ...added.words]);
  }
  return { ...text, lines: lines.toSorted((a, b) => middleOf(a.box) - middleOf(b.box)) };
}

function isSameLine(a: Box, b: Box): boolean {
  return Math.abs(middleOf(a) - middleOf(b)) < Math.min(a.height, b.height) * 0.5;
}

function middleOf({ top, height }: Box): number {
  return top + height / 2;
}

/** Marks of up to so many signs, outside of all text that a detector sees, are edges and shadows. */
const strayLength = 2;
const strayConfidence = 0.8;

/** The text without the single letters that a reader finds in frames and shadows. */
export function withoutStrays(text: PictureText, regions: readonly TiltedBox[]): PictureText {
  const boxes = regions.map(straightBox);
  const isStray = ({ text: word, confidence, box }: ReadWord): boolean => {
    if (word.length > strayLength || confidence >= strayConfidence) return false;
    const [x, y] = [box.left + box.width / 2, middleOf(box)];
    return !boxes.some(region => x > region.left && x < right(region) && y > region.top && y < bottom(region));
  };
  const lines = text.lines.flatMap(({ words }) => {
    const kept = words.filter(word => !isStray(word));
    return kept.length === 0 ? [] : [lineOf(kept)];
  });
  return { ...text, lines };
}
