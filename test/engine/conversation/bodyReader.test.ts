import { expect, test } from 'vitest';
import { anthropic } from '../../../src/engine/conversation/anthropic.ts';
import { bareMessages } from '../../../src/engine/conversation/bareMessages.ts';
import { type ReadBody, readBody } from '../../../src/engine/conversation/bodyReader.ts';
import { openaiResponses } from '../../../src/engine/conversation/openaiResponses.ts';
import type { WireReader } from '../../../src/engine/conversation/wireReader.ts';

test('items are found wherever their section stands, and the rest passes unread', () => {
  const body = read(anthropic, '{"metadata":{"a":[1,{"messages":[]}]},"messages":[{"role":"user"}],"system":"s"}');

  expect(body.messages.map(({ start }) => start)).toEqual([50]);
  expect(body.system.map(({ start }) => start)).toEqual([76]);
  expect(body.tools).toEqual([]);
});

test('a byte order mark, CRLF and white space do not matter', () => {
  const body = read(
    anthropic,
    '\ufeff\r\n{ "messages" : [\r\n{"role":"user"} ,\t{"role":"user"} ] , "model" : "m" }\r\n',
  );

  expect(body.messages).toHaveLength(2);
  expect(body.model).toBe('m');
});

test('the members that the index needs are read, wherever they stand', () => {
  const body = read(openaiResponses, '{"stream":true,"input":"hi","previous_response_id":"r1","model":"\\u0067pt"}');

  expect(body).toMatchObject({ stream: true, previousResponseId: 'r1', model: 'gpt' });
});

test('members of another type than expected are as good as absent', () => {
  const body = read(anthropic, '{"model":7,"stream":"yes","cache_control":null,"messages":[],"system":null}');

  expect(body).toMatchObject({ stream: false, system: [] });
  expect([body.model, body.cacheMark]).toEqual([undefined, undefined]);
});

test('a format without a body is an array', () => {
  expect(read(bareMessages, ' [{"role":"user"}] ').messages).toHaveLength(1);
  expect(() => read(bareMessages, '{"role":"user"}')).toThrow('the body is not an array');
});

test.each([
  ['{} {}', 'invalid JSON at byte 3'],
  ['{"a":1,}', 'invalid JSON at byte 7'],
  ['{"messages":[{"role":"user"},]}', 'invalid JSON at byte 29'],
  ['{"messages":[{"role":"user"} {"role":"user"}]}', 'invalid JSON at byte 29'],
  ['{"a":1,"\\u0061":2}', 'duplicate key "a"'],
  ['', 'the body is not a JSON object'],
])('%s is doubtful', (body, reason) => {
  expect(() => read(anthropic, body)).toThrow(reason);
});

function read(reader: WireReader, body: string): ReadBody {
  return readBody(Buffer.from(body), reader, () => undefined);
}
