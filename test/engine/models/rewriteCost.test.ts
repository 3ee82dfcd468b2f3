import { describe, expect, it } from 'vitest';
import type { PriceTier } from '../../../src/engine/models/modelFacts.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import { explainRewrite, type Rewrite, rewriteCost } from '../../../src/engine/models/rewriteCost.ts';

describe('rewriteCost', () => {
  it.each([
    ['claude-fable-5-1', '5m', [195, 48, 11.25]],
    ['claude-opus-5-5', '5m', [95, 23, 5]],
    ['claude-opus-5-5', '1h', [155, 38, 8.75]],
    ['claude-opus-5', '5m', [45, 10.5, 1.875]],
    ['gpt-6-sol', '5m', [45, 10.5, 1.875]],
    ['gpt-5.4', '5m', [35, 8, 1.25]],
  ] as const)('breaks even on a warm prefix of %s (%s) after the known number of turns', (model, lifetime, turns) => {
    const costs = [0.2, 0.5, 0.8].map(share => rewriteCost(warm(model, { lifetime, removedTokens: share * 100_000 })));

    costs.forEach((cost, at) => {
      expect(cost.breakEvenTurns).toBeCloseTo(turns[at] ?? 0, 6);
    });
  });

  it('prices the rewrite of a warm tail of 105,000 tokens on Opus 5.5', () => {
    const cost = rewriteCost(warm('claude-opus-5-5', { tailTokens: 105_000, removedTokens: 21_000 }));

    expect(cost.extraNow).toBeCloseTo(0.399, 6);
    expect(cost.gainPerTurn).toBeCloseTo(0.0042, 6);
  });

  it('pays at once when the tail is cold', () => {
    const cost = rewriteCost({ ...warm('claude-opus-5-5', {}), isWarm: false });

    expect(cost.extraNow).toBeLessThan(0);
    expect(cost.breakEvenTurns).toBe(0);
  });

  it('never pays when nothing is removed', () => {
    expect(rewriteCost(warm('claude-opus-5-5', { removedTokens: 0 })).breakEvenTurns).toBe(Number.POSITIVE_INFINITY);
  });
});

it('explains itself with its inputs', () => {
  const rewrite = warm('claude-opus-5-5', { tailTokens: 105_000, removedTokens: 21_000 });

  expect(explainRewrite(rewrite)).toBe(
    '84000 of 105000 tokens written at $5 per million instead of all read at $0.2: ' +
      '+$0.3990 now, -$0.0042 per later request, pays after 95 requests',
  );
  expect(explainRewrite({ ...rewrite, removedTokens: 0 })).toContain('never pays');
});

function warm(model: string, changes: Partial<Rewrite>): Rewrite {
  return {
    tailTokens: 100_000,
    removedTokens: 20_000,
    prices: onlyTier(model),
    lifetime: '5m',
    isWarm: true,
    ...changes,
  };
}

function onlyTier(model: string): PriceTier {
  const tier = resolveModel(model).prices[0];
  if (tier === undefined) throw new Error(`${model} has no prices`);
  return tier;
}
