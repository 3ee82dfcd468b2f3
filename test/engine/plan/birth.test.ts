import { expect, it } from 'vitest';
import { type Birth, judgeBirth } from '../../../src/engine/plan/birth.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { defaultOptions } from '../../../src/shared/options.ts';
import { records } from '../analysis/analysisLab.ts';

const context = { options: defaultOptions('proxy'), counter: await counterFor('gpt-4o'), canRetrieve: true };

function born(text: string, more: Partial<Birth> = {}) {
  const subject = { text, kind: 'toolResult', tool: 'Bash', command: 'list-rows' } as const;
  return judgeBirth({ identity: 'call:1', subject, handle: 'abcdefghij', ...more }, context);
}

it('a replacement comes with its original, and is smaller', () => {
  const { decision, original } = born(records);

  expect(decision.outcome.kind).toBe('replace');
  expect(decision.tokensAfter).toBeLessThan(decision.tokensBefore);
  expect(original).toEqual({ handle: 'abcdefghij', text: records });
});

it('the same birth gives the same bytes', () => {
  expect(born(records)).toEqual(born(records));
});

it('a text with a secret is left alone and not kept', () => {
  const { decision, original } = born(`${records}\nAKIAABCDEFGHIJKLMNOP`);

  expect(decision.outcome).toMatchObject({ kind: 'leave', reason: expect.stringMatching(/holds a secret/) });
  expect(original).toBeUndefined();
});

it('what is left alone says why', () => {
  expect(born('ok').decision.outcome).toMatchObject({ kind: 'leave', reason: expect.stringMatching(/fewer than/) });
});

it('what would make a prefix too small to be cached is left alone', () => {
  const prefix = { text: 'short', minimumTokens: 1_000_000, readShare: 0.1 };

  expect(born(records, { prefix }).decision.outcome).toEqual({
    kind: 'leave',
    reason: 'compressed, the prefix would have fewer than the 1000000 tokens that the provider caches',
  });
});

it('history is written anew on its terms only, and the receipt names them', () => {
  const prices = { above: 0, input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 };
  const rewrite = { reason: 'it is cold', prices, lifetime: '5m', promptTokens: 10_000 } as const;

  const pays = born(records, { rewrite }).decision.outcome;
  const costs = born(records, { rewrite: { ...rewrite, promptTokens: 100_000_000 } }).decision.outcome;

  expect(pays).toMatchObject({
    kind: 'replace',
    reason: expect.stringMatching(/; it is cold; \d+ of \d+ tokens written/),
  });
  expect(costs).toMatchObject({ kind: 'leave', reason: expect.stringMatching(/does not pay at once/) });
});
