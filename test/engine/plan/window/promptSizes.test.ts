import { expect, it } from 'vitest';
import { PromptSizes, sentBytes } from '../../../../src/engine/plan/window/promptSizes.ts';
import { indexOf } from '../../conversation/indexed.ts';

const conversation = (...texts: readonly string[]) =>
  indexOf('anthropic', {
    messages: texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
  });
const none = new Map<never, never>();

it('what a provider counted is the scale for the next request of the conversation', () => {
  const sizes = new PromptSizes();
  const first = conversation('a'.repeat(98));
  sizes.learn('m', first, sentBytes(first, none), 50);

  const next = conversation('a'.repeat(98), 'b'.repeat(18));

  expect(sizes.estimate('m', next, sentBytes(next, none))).toEqual([50, 10]);
});

it('without a count of the same model only what is surely large is', () => {
  const sizes = new PromptSizes();
  const first = conversation('a'.repeat(88));
  sizes.learn('m', first, sentBytes(first, none), 50);

  expect(sizes.estimate('other', first, sentBytes(first, none))).toEqual([20]);
});

it('what is replaced counts as it is sent, and media as nothing', () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
  const index = indexOf('anthropic', {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'long text' }, image] }],
  });
  const outcome = {
    kind: 'replace',
    transform: 't',
    grade: 'omission',
    output: 'é',
    reason: 'r',
    handle: 'h',
  } as const;

  expect(sentBytes(index, new Map([[0, { identity: 'i', outcome, tokensBefore: 2, tokensAfter: 1 }]]))).toEqual([2, 0]);
});

it('a report of nothing teaches nothing', () => {
  const sizes = new PromptSizes();
  const index = conversation('a'.repeat(88));
  sizes.learn('m', index, sentBytes(index, none), 0);

  expect(sizes.estimate('m', index, [90])).toEqual([20]);
});
