import { expect, it } from 'vitest';
import { joinUnderscores } from '../../../src/images/ocr/joinUnderscores.ts';

const word = (text: string, left: number) => ({
  text,
  confidence: 0.9,
  box: { left, top: 10, width: text.length * 12, height: 20 },
});

/** A light picture with strokes of two pixels under the line. */
function raster(...strokes: readonly (readonly [from: number, to: number])[]) {
  const data = new Uint8Array(300 * 50).fill(250);
  for (const [from, to] of strokes) {
    for (const y of [32, 33]) data.fill(10, y * 300 + from, y * 300 + to);
  }
  return { width: 300, height: 50, data };
}

const texts = (picture: ReturnType<typeof raster>): readonly string[] =>
  joinUnderscores([[word('compute', 10), word('total', 106)]], picture)[0]?.map(({ text }) => text) ?? [];

it('joins words with a stroke under the gap between them', () => {
  expect(texts(raster([94, 106]))).toEqual(['compute_total']);
});

it('leaves words apart that have nothing between them', () => {
  expect(texts(raster())).toEqual(['compute', 'total']);
});

it('knows an underline by its going on under the words', () => {
  expect(texts(raster([10, 166]))).toEqual(['compute', 'total']);
});
