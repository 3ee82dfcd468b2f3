import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOut } from '../../../../src/engine/transforms/structured/shareOut.ts';

test('small needs are met, large ones share the rest equally', () => {
  expect(shareOut([10, 1000, 20, 1000], 230)).toEqual([10, 100, 20, 100]);
  expect(shareOut([10, 20], 100)).toEqual([10, 20]);
  expect(shareOut([], 100)).toEqual([]);
});

test('shares never exceed the budget or the needs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), fc.nat(5000), (sizes, budget) => {
      const shares = shareOut(sizes, budget);

      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(budget);
      shares.forEach((share, i) => {
        expect(share).toBeLessThanOrEqual(sizes[i] ?? 0);
      });
    }),
  );
});
