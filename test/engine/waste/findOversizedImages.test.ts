import { expect, it } from 'vitest';
import { findOversizedImages } from '../../../src/engine/waste/findOversizedImages.ts';
import { blocksOf } from './wasteLab.ts';

it('names what a smaller picture would save, and its size', () => {
  const image = { size: { width: 4032, height: 3024 }, usefulTokens: 1482 };

  const found = findOversizedImages(blocksOf({ kind: 'image', label: 'Image', tokensAfter: 14_364, image }));

  expect(found).toMatchObject([{ category: 'oversizedImages', tokens: 12_882, block: 0, place: 'Image' }]);
  expect(found[0]?.recommendation).toMatch(/^Image has 4032 × 3024 pixels: scale it down to 1264 × 948 before/);
});

it('leaves alone what costs about the same at any useful size, and what is only named', () => {
  const image = { size: { width: 1920, height: 1080 }, usefulTokens: 1452 };

  expect(findOversizedImages(blocksOf({ kind: 'image', tokensAfter: 1560, image }, { kind: 'image' }))).toEqual([]);
});
