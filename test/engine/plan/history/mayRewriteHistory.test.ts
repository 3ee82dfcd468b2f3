import { expect, it } from 'vitest';
import { mayRewriteHistory, type RewriteChance } from '../../../../src/engine/plan/history/mayRewriteHistory.ts';

const prices = { above: 0, input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 };

function judge(changes: Partial<RewriteChance> = {}) {
  return mayRewriteHistory({
    reason: 'it was last sent 10 minutes ago, longer than caches live',
    prices,
    lifetime: '5m',
    promptTokens: 100_000,
    tokensBefore: 20_000,
    tokensAfter: 5000,
    isOmission: false,
    ...changes,
  });
}

it('what no cache holds is written anew when that is cheaper at once, and the receipt shows the sum', () => {
  expect(judge()).toEqual({
    may: true,
    reason:
      'it was last sent 10 minutes ago, longer than caches live; 5000 of 20000 tokens written at $5 per million instead ' +
      'of all written at $5: -$0.0750 now, -$0.0030 per later request, pays after 0 requests',
  });
});

it('what was left out is booked as fetched back once in ten times', () => {
  const { may, reason } = judge({ isOmission: true });

  expect(may).toBe(true);
  // (100,000 × 0.2 + 120 × 20 + 20,000 × 5) / 10 millions
  expect(reason).toMatch(/; \$0\.0122 booked for fetching back$/);
});

it('a small omission in a large prompt does not pay', () => {
  const verdict = judge({ isOmission: true, tokensBefore: 600, tokensAfter: 300 });

  expect(verdict.may).toBe(false);
  expect(verdict.reason).toMatch(/^sent before, and writing it anew does not pay at once: 300 of 600 tokens/);
});

it('what removes nothing does not pay', () => {
  expect(judge({ tokensAfter: 20_000 }).may).toBe(false);
});

it('the long lifetime has its own price', () => {
  expect(judge({ lifetime: '1h' }).reason).toMatch(/written at \$8 per million/);
});
