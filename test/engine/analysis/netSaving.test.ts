import { describe, expect, it } from 'vitest';
import { netSaving, possibleSaving, type SavingFacts, usageOf } from '../../../src/engine/analysis/netSaving.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

const block = { sentTokens: 1000, removedTokens: 0, isOverhead: false };

/** Sonnet 4.5: $3 input, $0.30 cache read, $3.75 cache write per million tokens. 2,000 read, 1,000 written. */
function facts(changes: Partial<SavingFacts> = {}): SavingFacts {
  return {
    model: resolveModel('claude-sonnet-4-5'),
    blocks: [block, block, block],
    usage: { input: 0, output: 50, cacheRead: 2000, cacheWrite5m: 1000, cacheWrite1h: 0 },
    source: 'measured',
    tokensPerToken: 1,
    brokenTokens: 0,
    isExtraRequest: false,
    ...changes,
  };
}

describe('netSaving', () => {
  it('prices what was removed at the tier of its place', () => {
    const early = netSaving(facts({ blocks: [block, { ...block, removedTokens: 10_000 }, block] }));
    const late = netSaving(facts({ blocks: [block, block, { ...block, removedTokens: 10_000 }] }));

    expect(early).toMatchObject({ tokens: 10_000, source: 'measured' });
    expect(early.usd).toBeCloseTo(0.003, 6);
    expect(late.usd).toBeCloseTo(0.0375, 6);
  });

  it('takes off what would not be there without us', () => {
    const saving = netSaving(facts({ blocks: [block, { ...block, isOverhead: true }, block] }));

    expect(saving.tokens).toBe(-1000);
    expect(saving.usd).toBeCloseTo(-0.0003, 6);
  });

  it('takes off a cache break of ours', () => {
    expect(netSaving(facts({ brokenTokens: 1000 })).usd).toBeCloseTo(-(3.75 - 0.3) / 1000, 6);
  });

  it('books a request that only fetches back with all that it cost', () => {
    const saving = netSaving(facts({ isExtraRequest: true }));

    expect(saving.tokens).toBe(-3000);
    expect(saving.usd).toBeCloseTo(-(0.0006 + 0.00375 + 0.00075), 6);
  });

  it('sees the price cliff that was avoided', () => {
    const removed = { ...block, sentTokens: 150_000, removedTokens: 100_000 };
    const usage = { input: 150_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

    expect(netSaving(facts({ blocks: [removed], usage })).usd).toBeCloseTo(0.25 * 6 - 0.15 * 3, 6);
  });
});

it('possibleSaving is an estimate of what removing more would have saved', () => {
  const saving = possibleSaving(facts({ blocks: [block, block, { ...block, removedTokens: 800 }] }));

  expect(saving).toMatchObject({ tokens: 800, source: 'estimated' });
  expect(saving.usd).toBeCloseTo(0.003, 6);
});

it('usageOf takes a forecast for a report', () => {
  expect(usageOf({ input: 1, read: 2, write5m: 3, write1h: 4 })).toEqual({
    input: 1,
    output: 0,
    cacheRead: 2,
    cacheWrite5m: 3,
    cacheWrite1h: 4,
  });
});
