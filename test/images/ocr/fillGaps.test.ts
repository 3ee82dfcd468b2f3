import { describe, expect, it } from 'vitest';
import type { PictureText } from '../../../src/engine/images/readText.ts';
import { fillGaps, passedOver, withoutStrays } from '../../../src/images/ocr/fillGaps.ts';
import { lineOf } from '../../../src/images/ocr/gatherLines.ts';

const word = (text: string, left: number, top: number, confidence = 0.95) => ({
  text,
  confidence,
  box: { left, top, width: text.length * 10, height: 16 },
});
const read = (...lines: readonly (readonly ReturnType<typeof word>[])[]): PictureText => ({
  lines: lines.map(lineOf),
  confidence: 0.9,
  reader: 'tesseract',
});
const region = (left: number, top: number, width: number) => ({
  x: left + width / 2,
  y: top + 8,
  width,
  height: 20,
  angle: 0,
});

describe('passedOver', () => {
  it('names the regions in which nothing was read', () => {
    const text = read([word('Wheel', 0, 0)], [word('Chain', 0, 60)]);

    expect(passedOver([region(0, 0, 50), region(0, 30, 50), region(200, 60, 60)], text)).toEqual([
      region(0, 30, 50),
      region(200, 60, 60),
    ]);
  });
});

describe('fillGaps', () => {
  it('puts words into their line, and lines between the others', () => {
    const text = read([word('Wheel', 0, 0)], [word('Chain', 0, 60)]);
    const found = read(
      [word('Brakes', 0, 30)],
      [word('27.90', 200, 61)],
      [word('???', 300, 0)],
      [word('dim', 300, 90, 0.5)],
    );

    const filled = fillGaps(text, found);

    expect(filled.lines.map(line => line.words.map(({ text: read }) => read))).toEqual([
      ['Wheel'],
      ['Brakes'],
      ['Chain', '27.90'],
    ]);
  });
});

describe('withoutStrays', () => {
  it('drops letters that stand where no text is seen, unless the reader is sure', () => {
    const text = read([word('FLEA', 0, 0), word('4', 300, 0, 0.4), word('7', 350, 0, 0.95)], [word('a', 300, 60, 0.3)]);

    const clean = withoutStrays(text, [region(0, 0, 50)]);

    expect(clean.lines.map(line => line.words.map(({ text: kept }) => kept))).toEqual([['FLEA', '7']]);
  });
});
