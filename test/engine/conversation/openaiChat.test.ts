import { expect, test } from 'vitest';
import { capture, indexOf, rows, rowsOf } from './indexed.ts';

test("Copilot's request is taken apart into its blocks", () => {
  expect(rows('openai-chat', capture('copilotChat-2'))).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition function | {"type":"function","function":{" | tool read_file",
      "-1.0 toolDefinition custom | {"type":"custom","custom":{"name | tool apply_patch",
      "0.0 system text | "You are an expert progra"",
      "1.0 userText text | "What is in a.txt?"",
      "1.1 image image_url | {"type":"image_url","image_url":",
      "2.0 thinking reasoning_text | "Read it."",
      "2.1 toolCall function | {"id":"call_1","type":"function" | call call_1 | tool read_file | input "{\\"filePath\\":\\"a.txt\\"}"",
      "2.2 toolCall custom | {"id":"call_2","type":"custom"," | call call_2 | tool apply_patch | input "*** Begin Patch"",
      "3.0 toolResult tool | "alpha\\nbeta" | call call_1 | tool read_file | input "{\\"filePath\\":\\"a.txt\\"}"",
      "4.0 toolResult tool | "Done!" | call call_2 | tool apply_patch | input "*** Begin Patch"",
    ]
  `);
});

test('parts, refusals and reasoning have their kinds, and unknown parts are opaque', () => {
  const messages = [
    { role: 'developer', content: [{ type: 'text', text: 'be brief' }] },
    {
      role: 'user',
      content: [
        { type: 'file', file: { file_id: 'f' } },
        { type: 'input_audio', input_audio: { data: '', format: 'wav' } },
      ],
    },
    { role: 'assistant', reasoning_content: 'hm', content: null, refusal: 'no' },
  ];

  expect(rowsOf('openai-chat', { messages })).toMatchInlineSnapshot(`
    [
      "0.0 system text | "be brief"",
      "1.0 document file | {"type":"file","file":{"file_id"",
      "1.1 opaque input_audio | {"type":"input_audio","input_aud",
      "2.0 thinking reasoning_content | "hm"",
      "2.1 assistantText refusal | "no"",
    ]
  `);
});

test('calls from before there were ids are paired by name and order', () => {
  const messages = [
    { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } },
    { role: 'function', name: 'f', content: 'one' },
    { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":2}' } },
    { role: 'function', name: 'f', content: 'two' },
  ];

  expect(rowsOf('openai-chat', { functions: [{ name: 'f' }], messages })).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition function | {"name":"f"} | tool f",
      "0.0 toolCall function_call | {"name":"f","arguments":"{\\"a\\": | tool f | input "{\\"a\\":1}"",
      "1.0 toolResult function | "one" | tool f | input "{\\"a\\":1}"",
      "2.0 toolCall function_call | {"name":"f","arguments":"{\\"a\\": | tool f | input "{\\"a\\":2}"",
      "3.0 toolResult function | "two" | tool f | input "{\\"a\\":2}"",
    ]
  `);
});

test('a tool message is one block over all of it, in either form, and both forms are equal', () => {
  const withContent = (content: unknown): unknown => ({ messages: [{ role: 'tool', tool_call_id: 'c', content }] });

  const asString = indexOf('openai-chat', withContent('out')).blocks[0];
  const asList = indexOf('openai-chat', withContent([{ type: 'text', text: 'out' }])).blocks[0];

  expect(asString?.slot).toEqual({ start: 13, end: 63 });
  expect(asList?.slot.start).toBe(13);
  expect([asList?.hash, asList?.chain]).toEqual([asString?.hash, asString?.chain]);
});

test('members that some clients add as null do not count', () => {
  const plain = indexOf('openai-chat', { messages: [{ role: 'assistant', content: 'hi' }] });
  const padded = indexOf('openai-chat', {
    messages: [{ role: 'assistant', content: 'hi', refusal: null, audio: null, function_call: null, tool_calls: null }],
  });

  expect(padded.blocks[0]?.chain).toBe(plain.blocks[0]?.chain);
});
