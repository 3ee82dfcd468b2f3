import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexMemory } from '../../../src/engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import { splice } from '../../../src/engine/conversation/splice.ts';
import { encodeText, readText } from '../../../src/engine/conversation/text.ts';
import type { WireFormat } from '../../../src/shared/records.ts';
import { anyJson, patience, runs } from './anyJson.ts';
import { capture, indexBytes, indexOf, slice } from './indexed.ts';

test('tools come before system text and messages, whatever the order of the body, and deferred tools come last', () => {
  const index = indexOf('anthropic', {
    messages: [{ role: 'user', content: 'hi' }],
    tools: [
      { name: 'Later', defer_loading: true },
      { name: 'Read', input_schema: {} },
    ],
    system: 'You help.',
    model: 'claude-sonnet-4-5',
    stream: true,
  });

  expect(index.blocks.map(block => [block.position, block.kind, block.tool])).toEqual([
    [0, 'toolDefinition', 'Read'],
    [1, 'system', undefined],
    [2, 'userText', undefined],
    [3, 'toolDefinition', 'Later'],
  ]);
  expect(index.model).toBe('claude-sonnet-4-5');
  expect(index.stream).toBe(true);
});

test('a result knows its call', () => {
  const value = {
    messages: [
      { role: 'user', content: 'read it' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'toolu_1', name: 'Read', input: { file_path: 'a.txt' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'one\ntwo' }] },
    ],
  };
  const body = Buffer.from(JSON.stringify(value));
  const index = indexBytes('anthropic', body);

  const result = index.blocks[2];

  expect(result).toMatchObject({ kind: 'toolResult', callId: 'toolu_1', tool: 'Read', message: 2, part: 0 });
  expect(result?.textSlot && readText(body, result.textSlot)).toBe('one\ntwo');
  expect(result?.inputSlot && slice(body, result.inputSlot)).toBe('{"file_path":"a.txt"}');
  expect(index.liveFrom).toBe(2);
});

test('the live zone is empty when the model spoke last', () => {
  const index = indexOf('openai-chat', {
    messages: [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
    ],
  });

  expect(index.liveFrom).toBe(index.blocks.length);
});

test.each<[string, WireFormat, string]>([
  ['the body is not a JSON object', 'anthropic', '[]'],
  ['the JSON ends too early', 'anthropic', '{"messages":[{"role":"user"'],
  ['invalid JSON at byte 1', 'anthropic', '{messages:[]}'],
  ['duplicate key "messages"', 'anthropic', '{"messages":[],"messages":[]}'],
  ['duplicate key "role"', 'anthropic', '{"messages":[{"role":"user","role":"assistant","content":"a"}]}'],
  ['"messages" is not an array', 'anthropic', '{"messages":{}}'],
  ['a message without a role', 'openai-chat', '{"messages":[{"content":"a"}]}'],
  ['invalid JSON at byte 15', 'openai-chat', '{"messages":[]}x'],
])('a doubtful body is not indexed: %s', (reason, format, body) => {
  expect(indexRequest(Buffer.from(body), format)).toEqual({ kind: 'unindexed', reason });
});

test('whatever happens to the bytes of a real request, its slots hold JSON or it is not indexed', patience, () => {
  const captures: readonly (readonly [WireFormat, string])[] = [
    ['anthropic', 'claudeCode-3'],
    ['openai-chat', 'copilotChat-2'],
    ['openai-responses', 'codex-2'],
    ['gemini', 'geminiCli-2'],
  ];
  const damage = fc.record({
    at: fc.nat(),
    length: fc.nat(40),
    by: fc.oneof(anyJson, fc.constantFrom('', ',', '"', '}')),
  });
  fc.assert(
    fc.property(fc.constantFrom(...captures), damage, ([format, name], { at, length, by }) => {
      const whole = Buffer.from(capture(name));
      const start = at % whole.length;
      const body = Buffer.concat([whole.subarray(0, start), Buffer.from(by), whole.subarray(start + length)]);

      const index = indexRequest(body, format);

      if (isUnindexed(index)) return;
      expect(() => JSON.parse(body.toString())).not.toThrow();
      for (const block of index.blocks) {
        expect(() => JSON.parse(slice(body, block.slot))).not.toThrow();
        if (block.textSlot !== undefined) expect(readText(body, block.textSlot)).toBeTypeOf('string');
      }
    }),
    runs,
  );
});

test('the values around and within blocks may be any JSON', patience, () => {
  fc.assert(
    fc.property(anyJson, anyJson, (around, within) => {
      const call = `{"type":"tool_use","id":"t","name":"f","input":${within}}`;
      const body = Buffer.from(`{"metadata":${around},"messages":[{"role":"assistant","content":[${call}]}]}`);

      const index = indexBytes('anthropic', body);

      expect(index.blocks[0]?.inputSlot && slice(body, index.blocks[0].inputSlot)).toBe(within.trim());
    }),
    runs,
  );
});

test('replacing the text of one block changes the text of that block alone', () => {
  const body = capture('claudeCode-2');
  const target = indexBytes('anthropic', body).blocks.find(({ kind }) => kind === 'toolResult');
  if (target?.textSlot === undefined) throw new Error('The capture has no tool result');

  const edited = splice(body, [{ slot: target.textSlot, bytes: encodeText('shorter\ud800') }]);

  const before = indexBytes('anthropic', body).blocks;
  const after = indexBytes('anthropic', edited).blocks;
  expect(after.map(({ hash }, i) => hash === before[i]?.hash)).toEqual(
    before.map(block => block !== target && block.hash !== target.hash),
  );
  expect(after[target.position]?.textSlot && readText(edited, after[target.position]?.textSlot ?? target.slot)).toBe(
    'shorter\ud800',
  );
});

const many = 40_000;
test.each<[string, WireFormat, string]>([
  [
    'messages without content',
    'anthropic',
    `{"messages":[${'{"role":"system","content":[]},'.repeat(many)}{"role":"user"}]}`,
  ],
  ['calls without ids', 'gemini', `{"contents":[${callsAndAnswers(many)}]}`],
  ['one escape after another', 'anthropic', `{"messages":[{"role":"user","content":"${'\\"\\u0041'.repeat(many)}"}]}`],
  ['brackets', 'anthropic', `{"messages":[{"role":"user","content":${'['.repeat(many)}${']'.repeat(many)}}]}`],
  [
    'members',
    'anthropic',
    `{"messages":[{"role":"user"${Array.from({ length: many }, (_, i) => `,"${i}":${i}`).join('')}}]}`,
  ],
])('work grows in step with a body of nothing but %s, with a memory too', (_, format, text) => {
  const body = Buffer.from(text);
  const memory = new IndexMemory();

  const start = performance.now();
  for (let i = 0; i < 3; i++) indexBytes(format, body, memory);

  // Each takes a fraction of a second; work that grew with the square of the length would take minutes.
  expect(performance.now() - start).toBeLessThan(8000);
});

function callsAndAnswers(count: number): string {
  const call = '{"role":"model","parts":[{"functionCall":{"name":"f"}}]}';
  const answer = '{"parts":[{"functionResponse":{"name":"f"}}]}';
  return [...Array<string>(count).fill(call), ...Array<string>(count).fill(answer)].join(',');
}
