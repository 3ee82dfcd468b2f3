import { expect, it } from 'vitest';
import { tokenizerPriors } from '../../../src/engine/tokens/tokenizerFamilies.ts';

it('claims exactness only for the vocabularies that it has', () => {
  const exact = Object.entries(tokenizerPriors).filter(([, prior]) => prior.band === 0);

  expect(exact.map(([family]) => family)).toEqual(['o200k', 'cl100k']);
  expect(exact.every(([, prior]) => prior.ratio === 1)).toBe(true);
});
