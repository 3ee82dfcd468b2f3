import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelTable, resolveModel } from '../../../src/engine/models/modelTable.ts';
import { priceCliff, priceTokens, priceUsage, promptTokens, tierFor } from '../../../src/engine/models/price.ts';
import type { Usage } from '../../../src/shared/records.ts';

const million = 1_000_000;

describe('priceUsage', () => {
  it('prices every kind of token by its own tier', () => {
    const usage = { input: 1000, output: 2000, cacheRead: 100_000, cacheWrite5m: 4000, cacheWrite1h: 5000 };

    const cost = priceUsage(resolveModel('claude-opus-5-5'), usage);

    expect(cost).toMatchObject({ source: 'measured' });
    expect(cost?.input).toBeCloseTo((1000 * 4) / million, 12);
    expect(cost?.output).toBeCloseTo((2000 * 20) / million, 12);
    expect(cost?.cacheRead).toBeCloseTo((100_000 * 0.2) / million, 12);
    expect(cost?.cacheWrite).toBeCloseTo((4000 * 5 + 5000 * 8) / million, 12);
  });

  it('takes the dearer tier for all tokens once the prompt is above its threshold, cached tokens included', () => {
    const facts = resolveModel('claude-haiku-5-5');

    const below = priceUsage(facts, { ...nothing, cacheRead: 99_000, input: 1000, output: 100 });
    const above = priceUsage(facts, { ...nothing, cacheRead: 99_000, input: 1001, output: 100 });

    expect(below?.total).toBeCloseTo((99_000 * 0.01 + 1000 * 0.1 + 100 * 0.5) / million, 12);
    expect(above?.total).toBeCloseTo((99_000 * 0.05 + 1001 * 0.5 + 100 * 2.5) / million, 12);
  });

  it('gives unknown models no price instead of a free one', () => {
    expect(priceUsage(resolveModel('nobody/knows'), { ...nothing, input: 1000 })).toBeUndefined();
  });

  it('sums up, for any model and usage', () => {
    const tokens = fc.nat(2 * million);
    const usages = fc.record({
      input: tokens,
      output: tokens,
      cacheRead: tokens,
      cacheWrite5m: tokens,
      cacheWrite1h: tokens,
    });
    fc.assert(
      fc.property(fc.constantFrom(...modelTable.map(row => row.id)), usages, (id, usage) => {
        const cost = priceUsage(resolveModel(id), usage);

        const parts = [cost?.input, cost?.output, cost?.cacheRead, cost?.cacheWrite].map(part => part ?? Number.NaN);
        expect(parts.every(part => part >= 0)).toBe(true);
        expect(cost?.total).toBeCloseTo(
          parts.reduce((sum, part) => sum + part, 0),
          9,
        );
      }),
    );
  });
});

it('says that costs from our own counts are estimates', () => {
  const cost = priceTokens(resolveModel('gpt-5'), { input: 1000 });

  expect(cost).toEqual({
    source: 'estimated',
    input: 0.00125,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
    total: 0.00125,
  });
});

it('adds up a prompt without its answer', () => {
  expect(promptTokens({ input: 1, output: 99, cacheRead: 2, cacheWrite5m: 3, cacheWrite1h: 4 })).toBe(10);
});

describe('priceCliff', () => {
  it('warns just above a threshold', () => {
    expect(priceCliff(resolveModel('claude-haiku-5-5'), 105_000)).toEqual({
      above: 100_000,
      tokensOver: 5000,
      factor: 5,
    });
    expect(priceCliff(resolveModel('gpt-6.2-sol'), 272_001)?.factor).toBe(2);
  });

  it.each([99_000, 100_000, 300_000])('is silent at %i tokens', tokens => {
    expect(priceCliff(resolveModel('claude-haiku-5-5'), tokens)).toBeUndefined();
  });

  it('knows no cliff where prices are flat or unknown', () => {
    expect(priceCliff(resolveModel('claude-opus-5'), 500_000)).toBeUndefined();
    expect(priceCliff(resolveModel('nobody/knows'), 500_000)).toBeUndefined();
  });
});

it('finds the first tier for an empty prompt', () => {
  expect(tierFor(resolveModel('claude-haiku-5-5'), 0)?.above).toBe(0);
});

const nothing: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
