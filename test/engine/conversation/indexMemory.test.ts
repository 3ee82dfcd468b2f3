import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexMemory } from '../../../src/engine/conversation/indexMemory.ts';
import { indexRequest } from '../../../src/engine/conversation/indexRequest.ts';
import type { Item } from '../../../src/engine/conversation/item.ts';
import type { WireFormat } from '../../../src/shared/records.ts';
import { runs } from './anyJson.ts';
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

test('a number is never recognised, because it might go on', () => {
  const memory = new IndexMemory();
  learn(memory, ['1']);

  expect(memory.trail('messages').next(Buffer.from('12'), 0)).toBeUndefined();
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

test('a memory changes no index, whatever bodies come after one another', () => {
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
