import { describe, expect, test } from 'vitest';
import type { ExchangeSummary } from '../../../src/shared/records.ts';
import { breakCost, sentWaste, wasteShare } from '../../../webview/model/figures.ts';
import { workingDay } from '../fixtures.ts';

const [template] = workingDay().exchanges;
if (template === undefined) throw new Error('The day is empty.');
const { usage: _usage, cost: _cost, cache: _cache, ...rest } = template;

const exchange = (change: Partial<ExchangeSummary>): ExchangeSummary => ({ ...rest, ...change });
const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

describe('the cost of a break', () => {
  const cost = { source: 'measured', input: 0, output: 1, cacheRead: 0, cacheWrite: 0, total: 2 } as const;
  const cache = { forecastRead: 0, forecastWrite: 0, hot: 0, rewritten: 95_000, fresh: 10_000 };

  test('holds what was billed as plain input, where the marks of the client cover only the beginning', () => {
    const broken = exchange({ cache, cost: { ...cost, cacheWrite: 0.01875, input: 0.3 } });

    expect(breakCost(broken)).toEqual({ value: expect.closeTo((0.31875 * 95) / 105, 9), measured: true });
  });

  test('is all of it at providers that bill nothing for writing', () => {
    expect(breakCost(exchange({ cache, cost: { ...cost, input: 0.21 } }))?.value).toBeCloseTo(0.19, 9);
  });

  test('is unknown without a price', () => {
    expect(breakCost(exchange({ cache }))).toBeUndefined();
  });
});

describe('waste', () => {
  test('is a part of what went upstream, which in simulate is more than the plan', () => {
    const planned = { tokensBefore: 100_000, tokensAfter: 50_000, wasteTokens: 20_000 };

    expect(wasteShare(exchange({ ...planned, mode: 'simulate' }))).toBe(0.2);
    expect(wasteShare(exchange({ ...planned, mode: 'optimize' }))).toBe(0.4);
  });

  test('is on the scale on which the context is shown', () => {
    const counted = { mode: 'audit', tokensBefore: 80_000, tokensAfter: 80_000, wasteTokens: 20_000 } as const;

    expect(sentWaste(exchange({ ...counted, usage: { ...usage, input: 100_000 } }))).toBe(25_000);
  });

  test('does not grow with a conversation that the provider keeps and we do not see', () => {
    const counted = { mode: 'audit', tokensBefore: 500, tokensAfter: 500, wasteTokens: 300 } as const;

    expect(sentWaste(exchange({ ...counted, usage: { ...usage, cacheRead: 90_000 } }))).toBe(300);
  });
});
