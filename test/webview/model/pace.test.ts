import { expect, test } from 'vitest';
import type { ExchangeSummary } from '../../../src/shared/records.ts';
import { firstTokenOf, paceOf } from '../../../webview/model/pace.ts';
import { now, workingDay } from '../fixtures.ts';

const [base] = workingDay().exchanges;

function exchange(agoMs: number, more: Partial<ExchangeSummary> = {}): ExchangeSummary {
  if (base === undefined) throw new Error('The day is empty.');
  const usage = { input: 1000, output: 0, cacheRead: 8000, cacheWrite5m: 1000, cacheWrite1h: 0 };
  const { saved: _, ...unsaved } = base;
  return { ...unsaved, startedAt: now - agoMs, usage, ...more };
}

test('the pace is what the provider counted per minute, beside what we kept away from it', () => {
  const saved = { tokens: 4000, usd: 0, source: 'measured' } as const;

  const pace = paceOf([exchange(0), exchange(60_000, { saved }), exchange(120_000)], now);

  expect(pace).toMatchObject({ sentPerMinute: 15_000, freedPerMinute: 2_000, measured: true });
});

test('one request is no flood, and what is long gone says nothing', () => {
  expect(paceOf([exchange(1_000)], now)?.sentPerMinute).toBe(10_000);
  expect(paceOf([exchange(600_000)], now)).toBeUndefined();
});

test('what we hold a request is told apart from what the provider takes', () => {
  const timings = (firstByteMs: number, addedMs: number) => ({ timings: { firstByteMs, addedMs, totalMs: 9000 } });
  const requests = [timings(900, 4), timings(1100, 2), timings(1000, 3)].map(each => exchange(0, each));

  expect(firstTokenOf(requests)).toEqual({ requests: 3, withUsMs: 1000, withoutUsMs: 997, addedMs: 3 });
  expect(firstTokenOf([exchange(0, { ...timings(5, 1), status: 529 })])).toBeUndefined();
});
