import { expect, it } from 'vitest';
import { mayRewriteHistory, type RewriteChance } from '../../../src/engine/plan/mayRewriteHistory.ts';

const minute = 60_000;
const prices = { above: 0, input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 };

function judge(changes: Partial<RewriteChance> = {}) {
  return mayRewriteHistory({
    last: { model: 'claude-opus-5-5', sentAt: 0 },
    model: 'claude-opus-5-5',
    now: 10 * minute,
    lifetimeMs: 5 * minute,
    changedByClient: false,
    rewrite: { tailTokens: 100_000, removedTokens: 20_000, prices, lifetime: '5m' },
    ...changes,
  });
}

it('a pause longer than the cache lives is a boundary, and the receipt shows the sum', () => {
  const verdict = judge();

  expect(verdict.may).toBe(true);
  expect(verdict.reason).toMatch(
    /^nothing was sent for 10 minutes, longer than the cache lives; 80000 of 100000 tokens/,
  );
});

it.each([
  ['within the lifetime', { now: 4 * minute }],
  ['at its very end', { now: 5 * minute }],
])('%s nothing is rewritten', (_, changes) => {
  expect(judge(changes)).toEqual({ may: false, reason: 'the provider may still hold what was sent' });
});

it('another model has another cache', () => {
  expect(judge({ now: minute, model: 'claude-sonnet-5-5' }).reason).toMatch(/^the model changed from claude-opus-5-5/);
});

it('behind a change of the client nothing can be read anyway', () => {
  expect(judge({ now: minute, changedByClient: true }).may).toBe(true);
});

it('what removes nothing does not pay', () => {
  const verdict = judge({ rewrite: { tailTokens: 100_000, removedTokens: 0, prices, lifetime: '5m' } });

  expect(verdict.may).toBe(false);
  expect(verdict.reason).toMatch(/^it does not pay at once/);
});
