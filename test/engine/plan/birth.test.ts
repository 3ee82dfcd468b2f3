import { expect, it } from 'vitest';
import { judgeBirth } from '../../../src/engine/plan/birth.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { defaultOptions } from '../../../src/shared/options.ts';
import { records } from '../analysis/analysisLab.ts';

const context = { options: defaultOptions('proxy'), counter: await counterFor('gpt-4o'), canRetrieve: true };

function born(text: string) {
  const subject = { text, kind: 'toolResult', tool: 'Bash', command: 'list-rows' } as const;
  return judgeBirth({ identity: 'call:1', subject, handle: 'abcdefghij' }, context);
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
