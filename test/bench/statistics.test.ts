import { expect, it } from 'vitest';
import { calibrationError, quantile, reliability, share, sumOf, tallyOf } from '../../bench/statistics.ts';

it('gives the interval of Wilson, which stays within nothing and everything', () => {
  expect(share({ hits: 510, of: 537 })).toMatchObject({
    share: expect.closeTo(0.9497, 4),
    low: expect.closeTo(0.9278, 4),
    high: expect.closeTo(0.9652, 4),
  });
  expect(share({ hits: 0, of: 5 }).low).toBe(0);
  expect(share({ hits: 5, of: 5 }).high).toBe(1);
});

it('finds no calibration error where three of four claims of 75 % are right', () => {
  const claims = [true, true, true, false].map(isRight => ({ confidence: 0.75, isRight }));

  expect(calibrationError(claims)).toBe(0);
  expect(reliability(claims)).toEqual([{ from: 0.7, confidence: 0.75, hits: 3, of: 4 }]);
});

it('weighs the gap of each bin by its claims', () => {
  const sure = { confidence: 1, isRight: false };
  const unsure = { confidence: 0.5, isRight: true };

  expect(calibrationError([sure, unsure, unsure, unsure])).toBeCloseTo((1 + 3 * 0.5) / 4);
  expect(reliability([sure, unsure]).map(({ from }) => from)).toEqual([0.5, 0.9]);
});

it('counts and adds up', () => {
  const even = tallyOf([1, 2, 3, 4, 6], number => number % 2 === 0);

  expect(even).toEqual({ hits: 3, of: 5 });
  expect(sumOf([even, even])).toEqual({ hits: 6, of: 10 });
});

it('takes quantiles of samples in any order', () => {
  expect(quantile([9, 1, 5], 0.5)).toBe(5);
  expect(quantile([9, 1, 5], 0.99)).toBe(5);
});
