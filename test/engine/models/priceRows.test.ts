import { expect, it } from 'vitest';
import { anthropicTier, freeWriteTier, paidWriteTier, withLongContext } from '../../../src/engine/models/priceRows.ts';

it('derives what writing costs', () => {
  expect(anthropicTier(0.1, 0.5, 0.01)).toMatchObject({ cacheWrite5m: 0.125, cacheWrite1h: 0.2 });
  expect(paidWriteTier(1, 5, 0.05)).toMatchObject({ cacheWrite5m: 1.25, cacheWrite1h: 2.5 });
  expect(freeWriteTier(3, 12)).toMatchObject({ cacheRead: 3, cacheWrite5m: 3, cacheWrite1h: 3 });
});

it('doubles input and cache prices above OpenAI’s threshold, and adds half to the output', () => {
  const [, long] = withLongContext(paidWriteTier(1, 5, 0.05));

  expect(long).toEqual({
    above: 272_000,
    input: 2,
    output: 7.5,
    cacheRead: 0.1,
    cacheWrite5m: 2.5,
    cacheWrite1h: 5,
  });
});
