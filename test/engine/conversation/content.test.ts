import { expect, test } from 'vitest';
import { authorOf, readContent, readResult, textKindOf } from '../../../src/engine/conversation/content.ts';
import { JsonTape } from '../../../src/engine/conversation/jsonTape.ts';
import { JsonValue } from '../../../src/engine/conversation/jsonValue.ts';

test.each([
  ['system', 'system', 'client'],
  ['developer', 'system', 'client'],
  ['assistant', 'assistantText', 'model'],
  ['model', 'assistantText', 'model'],
  ['user', 'userText', 'client'],
  ['critic', 'userText', 'client'],
])('%s says %s, as %s', (role, kind, author) => {
  expect([textKindOf(role), authorOf(role)]).toEqual([kind, author]);
});

test('a text and a list with that text are read alike', () => {
  const frame = { textKind: 'userText', wireType: 'text' } as const;

  const [asText] = readContent(read('"hi"'), frame);
  const [asList] = readContent(read('[{"type":"text","text":"hi"}]'), frame);

  expect([asText?.kind, asText?.text?.text]).toEqual(['userText', 'hi']);
  expect([asList?.kind, asList?.text?.text]).toEqual(['userText', 'hi']);
});

test('content that is neither a text nor a list has no parts', () => {
  expect(readContent(read('{"a":1}'), { textKind: 'userText', wireType: 'text' })).toEqual([]);
  expect(readContent(undefined, { textKind: 'userText', wireType: 'text' })).toEqual([]);
});

test('a result that is an object is one block over all of it, without a text', () => {
  const value = read('{"output":{"a":1}}');

  const pieces = readResult({ value, content: value.fields.get('output'), wireType: 'x_output', callId: 'c' });

  expect(pieces).toHaveLength(1);
  expect(pieces[0]).toMatchObject({ kind: 'toolResult', callId: 'c', value });
  expect(pieces[0]?.text).toBeUndefined();
});

function read(json: string): JsonValue {
  const tape = new JsonTape(Buffer.from(json));
  tape.read(0);
  return new JsonValue(tape, 0);
}
