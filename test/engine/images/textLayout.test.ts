import { describe, expect, it } from 'vitest';
import type { PictureText, ReadLine } from '../../../src/engine/images/readText.ts';
import { layOutText, median } from '../../../src/engine/images/textLayout.ts';

/** Ten pixels a character, twenty a line. */
function read(text: string): PictureText {
  const lines = text.split('\n').flatMap((source, row): ReadLine[] => {
    const words = [...source.matchAll(/\S+/g)].map(match => ({
      text: match[0],
      box: { left: 50 + match.index * 10, top: row * 20, width: match[0].length * 10, height: 16 },
      confidence: 1,
    }));
    return words.length === 0 ? [] : [{ words, box: { left: 50, top: row * 20, width: 300, height: 16 } }];
  });
  return { lines, confidence: 1, reader: 'tesseract' };
}

describe('layOutText', () => {
  it.each([
    ['indentation', 'if (a) {\n  return 1;\n}'],
    ['columns', 'NAME       READY   STATUS\nweb-1      1/1     Running\ndb-0       0/1     Pending'],
    ['empty lines', 'first paragraph\nof two lines\nand three\n\nsecond paragraph\nwith more'],
  ])('shows %s as they were', (_, text) => {
    expect(layOutText(read(text))).toBe(text);
  });

  it('gives nothing for nothing', () => {
    expect(layOutText({ lines: [], confidence: 0, reader: 'paddle' })).toBe('');
  });
});

describe('median', () => {
  it('is zero of nothing', () => {
    expect(median([])).toBe(0);
    expect(median([3, 1, 2])).toBe(2);
  });
});
