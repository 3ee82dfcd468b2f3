import { expect, test } from 'vitest';
import { describeRelayCost } from '../../src/extension/switchCost.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';

function exchange(more: Partial<ExchangeSummary>): ExchangeSummary {
  return {
    conversation: 'a',
    model: 'claude-sonnet-4-5',
    startedAt: 1_000,
    tokensBefore: 90_000,
    tokensAfter: 80_000,
    usage: { input: 4_000, output: 10, cacheRead: 80_000, cacheWrite5m: 0, cacheWrite1h: 0 },
    ...more,
  } as ExchangeSummary;
}

test('relaying originals costs the writing anew of what is cached, once per conversation that was changed', () => {
  const twice = [exchange({ startedAt: 2_000 }), exchange({})];

  expect(describeRelayCost(twice, 3_000)).toBe(
    'Conversations of the last 5 minutes would re-write up to 84.0k cached tokens, at most $0.29.',
  );
});

test('nothing is said when nothing was changed, or the cache is cold anyway', () => {
  expect(describeRelayCost([exchange({ tokensAfter: 90_000 })], 3_000)).toBeUndefined();
  expect(describeRelayCost([exchange({})], 1_000_000)).toBeUndefined();
});
