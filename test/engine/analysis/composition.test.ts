import { expect, it } from 'vitest';
import { compositionOf, largestWaste } from '../../../src/engine/analysis/composition.ts';
import { blocksOf } from '../waste/wasteLab.ts';

it('adds up tokens and waste by kind', () => {
  const blocks = blocksOf({ kind: 'system', tokensAfter: 10 }, { tokensAfter: 20 }, { tokensAfter: 30 });

  expect(compositionOf(blocks, new Map([[2, 5]]))).toEqual([
    { kind: 'system', tokens: 10, wasteTokens: 0 },
    { kind: 'toolResult', tokens: 50, wasteTokens: 5 },
  ]);
});

it('names the category with most tokens over all of its findings', () => {
  const finding = { place: 'x', costPerTurn: 0, recommendation: '' };

  expect(
    largestWaste([
      { ...finding, category: 'base64', tokens: 60 },
      { ...finding, category: 'staleReads', tokens: 40 },
      { ...finding, category: 'staleReads', tokens: 40 },
    ]),
  ).toEqual({ category: 'staleReads', tokens: 80 });
  expect(largestWaste([])).toBeUndefined();
});
