import type { PictureText, ReadLine } from './readText.ts';

/**
 * The text with its layout: indentation, columns and empty lines as far as they show in the picture, in the widths of an
 * ordinary character. Runs of spaces cost hardly a token and tell which value belongs to which column.
 */
export function layOutText({ lines }: PictureText): string {
  const width = characterWidth(lines);
  const left = Math.min(...lines.flatMap(({ words }) => words.map(({ box }) => box.left)));
  const pitch = linePitch(lines);
  return lines
    .flatMap((line, i) => {
      const previous = lines[i - 1];
      const gap = previous === undefined ? 0 : line.box.top - previous.box.top;
      const isApart = pitch > 0 && gap > pitch * 1.7;
      return [...(isApart ? [''] : []), layOutLine(line, left, width)];
    })
    .join('\n');
}

const widestIndent = 60;
const widestGap = 24;

function layOutLine({ words }: ReadLine, left: number, width: number): string {
  let text = '';
  let behind = left;
  for (const { text: word, box } of words) {
    const room = Math.round((box.left - behind) / width);
    const spaces = text === '' ? clamp(room, 0, widestIndent) : clamp(room > 2 ? room : 1, 1, widestGap);
    text += ' '.repeat(spaces) + word;
    behind = box.left + box.width;
  }
  return text;
}

/** Of the ordinary character: the median over all words, so that a large heading does not count. */
function characterWidth(lines: readonly ReadLine[]): number {
  const widths = lines.flatMap(({ words }) => words.map(({ box, text }) => box.width / Math.max(1, text.length)));
  return Math.max(1, median(widths));
}

function linePitch(lines: readonly ReadLine[]): number {
  return median(lines.slice(1).map((line, i) => line.box.top - (lines[i]?.box.top ?? 0)));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
