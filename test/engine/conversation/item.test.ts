import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../../src/engine/conversation/request.ts';
import { patience, runs } from './anyJson.ts';
import { indexBytes, indexOf } from './indexed.ts';

const ephemeral = { type: 'ephemeral' };

test('a text and a one-element list with a cache mark have one hash and one chain', () => {
  const plain = blocksOf([{ role: 'user', content: 'hi' }]);
  const marked = blocksOf([{ role: 'user', content: [{ type: 'text', text: 'hi', cache_control: ephemeral }] }]);

  expect(identity(marked)).toEqual(identity(plain));
  expect(marked[0]?.cacheMark).toBe('5m');
});

test('so have the two forms of a result, wherever its mark is', () => {
  const result = { type: 'tool_result', tool_use_id: 't1' };
  const forms = [
    { ...result, content: 'out' },
    { ...result, content: 'out', cache_control: ephemeral },
    { ...result, content: [{ type: 'text', text: 'out' }], is_error: false },
    { content: [{ cache_control: { type: 'ephemeral', ttl: '1h' }, text: 'out', type: 'text' }], ...result },
  ].map(form => blocksOf([{ role: 'user', content: [form] }]));

  for (const form of forms) expect(identity(form)).toEqual(identity(forms[0] ?? []));
});

test('equal results of two calls have equal hashes and different chains', () => {
  const [one, other] = blocksOf([
    {
      role: 'user',
      content: ['t1', 't2'].map(id => ({ type: 'tool_result', tool_use_id: id, content: 'out' })),
    },
  ]);

  expect(one?.hash).toBe(other?.hash);
  expect(one?.chain).not.toBe(other?.chain);
});

test.each([
  ['role', { role: 'user', content: 'hi' }, { role: 'system', content: 'hi' }],
  ['text', { role: 'user', content: 'hi' }, { role: 'user', content: 'Hi' }],
  ['failure', result({ is_error: true }), result({})],
  ['call', result({ tool_use_id: 't2' }), result({})],
  [
    'another member of a part',
    { role: 'user', content: [{ type: 'text', text: 'a', citations: [1] }] },
    { role: 'user', content: 'a' },
  ],
  ['another member of the message', { role: 'user', content: 'a', name: 'Ann' }, { role: 'user', content: 'a' }],
])('another %s gives another chain', (_, one, other) => {
  expect(blocksOf([one])[0]?.chain).not.toBe(blocksOf([other])[0]?.chain);
});

test('a message without content still counts for what follows it', () => {
  const ask = { role: 'user', content: 'hi' };

  const [, withControl] = blocksOf([ask, { role: 'system', content: [], output_config: { effort: 'high' } }, ask]);
  const [, without] = blocksOf([ask, ask]);

  expect(withControl?.hash).toBe(without?.hash);
  expect(withControl?.chain).not.toBe(without?.chain);
});

test('neither white space nor the spelling of escapes nor the order of a block’s members counts', patience, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (text, input) => {
      const call = { type: 'tool_use', id: 't1', name: text, input };
      const messages = [{ role: 'assistant', content: [{ type: 'text', text }, call] }];
      const reversed = Object.fromEntries(Object.entries(call).toReversed());
      const compact = JSON.stringify({ messages });
      const inAscii = JSON.stringify(
        { messages: [{ role: 'assistant', content: [{ type: 'text', text }, reversed] }] },
        null,
        1,
      ).replaceAll(/[^ -~\n]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

      const [one, other] = [compact, inAscii].map(body => indexBytes('anthropic', Buffer.from(body)).blocks);

      expect(identity(one ?? [])).toEqual(identity(other ?? []));
    }),
    runs,
  );
});

function result(members: object): object {
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'out', ...members }] };
}

function blocksOf(messages: readonly object[]): readonly Block[] {
  return indexOf('anthropic', { messages }).blocks;
}

function identity(blocks: readonly Block[]): readonly string[] {
  return blocks.map(({ hash, chain }) => `${hash} ${chain}`);
}
