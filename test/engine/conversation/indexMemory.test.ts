import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexMemory } from '../../../src/engine/conversation/indexMemory.ts';
import { indexRequest } from '../../../src/engine/conversation/indexRequest.ts';
import type { Item } from '../../../src/engine/conversation/item.ts';
import type { WireFormat } from '../../../src/shared/records.ts';
import { patience, runs } from './anyJson.ts';
import { capture } from './indexed.ts';

test('an item is known by what came before it and by its own bytes', () => {
  const memory = new IndexMemory();
  learn(memory, ['{"a":1}', '{"b":2}']);

  const trail = memory.trail('messages');

  expect(trail.next(Buffer.from('{"a":1},'), 0)?.role).toBe('{"a":1}');
  expect(trail.next(Buffer.from('{"b":3},'), 0)).toBeUndefined();
});

test('behind an item that is new in its place, but known, reading goes on hand over hand', () => {
  const memory = new IndexMemory();
  learn(memory, ['"a"', '"b"', '"c"']);

  const trail = memory.trail('messages');
  trail.learn(Buffer.from('"b"'), itemOf('"b"'));

  expect(trail.next(Buffer.from('"c"'), 0)?.role).toBe('"c"');
});

test('a long stretch is known as one, and a change within it is found', () => {
  const memory = new IndexMemory();
  const messages = Array.from({ length: 60 }, (_, i) => ({ role: 'user', content: `message ${i}` }));
  const bodyOf = (value: readonly object[], gap = ''): Buffer =>
    Buffer.from(JSON.stringify({ messages: value }, null, gap));
  const changed = messages.with(25, { role: 'user', content: 'message XX' });

  for (const body of [
    ...Array<Buffer>(3).fill(bodyOf(messages)),
    bodyOf(changed),
    bodyOf(messages, ' '),
    bodyOf(messages.toSpliced(5, 1)),
    bodyOf([...messages, ...changed]),
    bodyOf(messages),
  ]) {
    expect(indexRequest(body, 'anthropic', memory)).toEqual(indexRequest(body, 'anthropic'));
  }
});

test('a number is never recognised, because it might go on', () => {
  const memory = new IndexMemory();
  learn(memory, ['1']);

  expect(memory.trail('messages').next(Buffer.from('12'), 0)).toBeUndefined();
});

test('no stretch reaches across an item that is not remembered', () => {
  const memory = new IndexMemory();
  const tools = Array.from({ length: 40 }, (_, i) => (i % 8 === 7 ? i : { name: `tool ${i}` }));
  const body = Buffer.from(JSON.stringify({ tools, messages: [] }));

  for (let again = 0; again < 4; again++) {
    expect(indexRequest(body, 'anthropic', memory)).toEqual(indexRequest(body, 'anthropic'));
  }
});

test('what was not used for long is forgotten', () => {
  const memory = new IndexMemory(4);
  learn(memory, ['"a"', '"b"']);

  for (let i = 0; i < 10; i++) learn(memory, [`"${i}"`], 'other');

  expect(memory.trail('messages').next(Buffer.from('"a"'), 0)).toBeUndefined();
});

test.each<[string, WireFormat]>([
  ['claudeCode', 'anthropic'],
  ['copilotChat', 'openai-chat'],
  ['codex', 'openai-responses'],
  ['geminiCli', 'gemini'],
])('with a memory, the index of a real second turn is the same as without: %s', (client, format) => {
  const memory = new IndexMemory();
  indexRequest(capture(`${client}-1`), format, memory);

  expect(indexRequest(capture(`${client}-2`), format, memory)).toEqual(indexRequest(capture(`${client}-2`), format));
});

test('a memory changes no index, whatever bodies come after one another', patience, () => {
  fc.assert(
    fc.property(fc.array(anyBody(), { minLength: 2, maxLength: 8 }), bodies => {
      const memory = new IndexMemory(16);
      for (const [format, text] of bodies) {
        const body = Buffer.from(text);

        expect(indexRequest(body, format, memory)).toEqual(indexRequest(body, format));
      }
    }),
    runs,
  );
});

test('a memory changes no index while a long conversation is edited here and there', patience, () => {
  const edit = fc.record({ at: fc.nat(60), remove: fc.nat(2), insert: fc.array(anyMessage(), { maxLength: 2 }) });
  fc.assert(
    fc.property(
      fc.array(anyMessage(), { minLength: 40, maxLength: 60 }),
      fc.array(edit, { maxLength: 10 }),
      (first, edits) => {
        const memory = new IndexMemory(200);
        let messages: readonly string[] = first;
        for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: [] }, ...edits]) {
          messages = messages.toSpliced(at, remove, ...insert);
          const body = Buffer.from(`{"messages":[${messages.join(',')}]}`);

          for (let again = 0; again < 3; again++) {
            expect(indexRequest(body, 'anthropic', memory)).toEqual(indexRequest(body, 'anthropic'));
          }
        }
      },
    ),
    { numRuns: Math.ceil(runs.numRuns / 20) },
  );
});

function anyMessage(): fc.Arbitrary<string> {
  const result = '"type":"tool_result","tool_use_id"';
  return fc.oneof(
    fc.nat(9).map(n => `{"role":"user","content":"text ${n}"}`),
    fc.nat(3).map(n => `{"role":"assistant","content":[{"type":"tool_use","id":"t${n}","name":"Read","input":${n}}]}`),
    fc.nat(3).map(n => `{"role":"user","content":[{${result}:"t${n}","content":"out"},{${result}:"t0"}]}`),
    fc.constant('{"role":"system","content":[]}'),
  );
}

/** Bodies that have much in common: parts of a few messages, in any order, with calls that differ under the same id. */
function anyBody(): fc.Arbitrary<[WireFormat, string]> {
  const message = fc.constantFrom(
    '{"role":"user","content":"hi"}',
    '{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}',
    '{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Read","input":{"a":1}}]}',
    '{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Bash","input":{"a":1}}]}',
    '{ "role":"assistant","content":[{"type":"tool_use","id":"t","name":"Read","input":{"a":1}}]}',
    '{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"out"}]}',
    '{"role":"system","content":[],"output_config":{}}',
    '{"role":"assistant","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]}',
    '{"role":"tool","tool_call_id":"t","content":"out"}',
    '{"role":"assistant","function_call":{"name":"f","arguments":"1"}}',
    '{"role":"function","name":"f","content":"out"}',
    '{"role":"user","content":"hi"',
    '12',
  );
  const tool = fc.constantFrom('{"name":"Read"}', '{"name":"Late","defer_loading":true}', '{"name":"Bash"}');
  const list = (item: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
    fc.array(item, { maxLength }).map(items => `[${items.join(', ')}]`);
  const system = fc.constantFrom('"s"', '[{"type":"text","text":"s"}]', '[{"type":"text","text":"t"}]', 'null');
  const format = fc.constantFrom<WireFormat>('anthropic', 'openai-chat');
  return fc
    .tuple(format, list(message, 6), system, list(tool, 3), fc.boolean())
    .map(([wire, messages, text, tools, first]) => {
      const members = [`"messages":${messages}`, `"system":${text}`, `"tools":${tools}`];
      return [wire, `{${(first ? members : members.toReversed()).join(',')}}`];
    });
}

function learn(memory: IndexMemory, texts: readonly string[], section = 'messages'): void {
  const trail = memory.trail(section);
  for (const text of texts) trail.learn(Buffer.from(text), itemOf(text));
}

function itemOf(text: string): Item {
  return { role: text, author: 'client', drafts: [], envelope: '', length: text.length };
}
