import { expect, it } from 'vitest';
import { readRateLimits } from '../../../src/proxy/wire/rateLimits.ts';

const now = 1_800_000_000_000;

it("reads Anthropic's limits, and subscription windows as per cent", () => {
  const limits = readRateLimits(
    [
      ...['anthropic-ratelimit-requests-limit', '50', 'Anthropic-Ratelimit-Requests-Remaining', '49'],
      ...['anthropic-ratelimit-requests-reset', '2027-01-15T08:00:30Z', 'date', 'x'],
      ...['anthropic-ratelimit-unified-5h-utilization', '0.25', 'anthropic-ratelimit-unified-5h-reset', '1800000060'],
    ],
    now,
  );

  expect(limits).toEqual([
    { name: 'requests', limit: 50, remaining: 49, resetsAt: Date.parse('2027-01-15T08:00:30Z') },
    { name: 'unified-5h', limit: 100, remaining: 75, resetsAt: 1_800_000_060_000 },
  ]);
});

it("reads OpenAI's limits with their spans", () => {
  const limits = readRateLimits(
    ['x-ratelimit-limit-tokens', '1000', 'x-ratelimit-remaining-tokens', '0', 'x-ratelimit-reset-tokens', '6m0.5s'],
    now,
  );

  expect(limits).toEqual([{ name: 'tokens', limit: 1000, remaining: 0, resetsAt: now + 360_500 }]);
});

it('leaves out what it cannot read', () => {
  expect(readRateLimits(['x-ratelimit-limit-tokens', 'many', 'x-ratelimit-reset-tokens', 'soon'], now)).toEqual([
    { name: 'tokens' },
  ]);
});
