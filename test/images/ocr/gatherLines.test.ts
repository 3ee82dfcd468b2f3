import { describe, expect, it } from 'vitest';
import { gatherLines, lineOf } from '../../../src/images/ocr/gatherLines.ts';

const region = (text: string, x: number, y: number, angle = 0) => ({
  box: { x, y, width: 100, height: 20, angle },
  pieces: [{ text, from: 0, to: 240 }],
  columns: 240,
  confidence: 0.9,
});

const texts = (regions: readonly ReturnType<typeof region>[]): readonly string[] =>
  gatherLines(regions).map(({ words }) => words.map(({ text }) => text).join(' '));

describe('gatherLines', () => {
  it('reads from top to bottom and from left to right', () => {
    expect(texts([region('d', 300, 60), region('b', 300, 22), region('c', 100, 60), region('a', 100, 20)])).toEqual([
      'a b',
      'c d',
    ]);
  });

  it('turns a tilted page back first', () => {
    const at = (u: number, v: number): readonly [number, number] => [
      u * Math.cos(0.3) - v * Math.sin(0.3),
      u * Math.sin(0.3) + v * Math.cos(0.3),
    ];

    expect(
      texts([region('b', ...at(400, 0), 0.3), region('c', ...at(0, 40), 0.3), region('a', ...at(0, 0), 0.3)]),
    ).toEqual(['a b', 'c']);
  });
});

describe('lineOf', () => {
  it('lies around its words', () => {
    const word = (left: number) => ({ text: 'w', confidence: 1, box: { left, top: 5, width: 10, height: 8 } });

    expect(lineOf([word(50), word(0)])).toMatchObject({ box: { left: 0, top: 5, width: 60, height: 8 } });
  });
});
