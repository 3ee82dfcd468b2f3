import { expect, it } from 'vitest';
import { prefixKeys } from '../../../../src/engine/plan/history/prefixKeys.ts';
import { indexOf } from '../../conversation/indexed.ts';

type Part = Record<string, unknown>;

function keys(first: string, answer: readonly Part[]): readonly string[] {
  const messages = [
    { role: 'user', content: first },
    { role: 'assistant', content: answer },
    { role: 'user', content: 'go on' },
  ];
  return prefixKeys(indexOf('anthropic', { model: 'm', messages }));
}

const text = { type: 'text', text: 'an answer' };
const thinking = { type: 'thinking', thinking: 'hm', signature: 's' };

it('each block has a key of all up to it', () => {
  const [a, b] = [keys('one', [text]), keys('one', [{ ...text, text: 'another answer' }])];

  expect(new Set(a).size).toBe(3);
  expect(b[0]).toBe(a[0]);
  expect(b[1]).not.toBe(a[1]);
  expect(b[2]).not.toBe(a[2]);
});

it('thinking that a client drops later does not make another prefix', () => {
  const [withThinking, without] = [keys('one', [thinking, text]), keys('one', [text])];

  expect(withThinking.at(-1)).toBe(without.at(-1));
});

it('the form of a message and its marks do not count', () => {
  const marked = indexOf('anthropic', {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'one', cache_control: { type: 'ephemeral' } }] }],
  });
  const plain = indexOf('anthropic', { messages: [{ role: 'user', content: 'one' }] });

  expect(prefixKeys(marked)).toEqual(prefixKeys(plain));
});
