import { expect, test } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../../src/engine/conversation/request.ts';
import { readText } from '../../../src/engine/conversation/text.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

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
  const { index, body } = indexed('anthropic', {
    messages: [
      { role: 'user', content: 'read it' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'toolu_1', name: 'Read', input: { file_path: 'a.txt' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'one\ntwo' }] },
    ],
  });

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

function indexOf(format: WireFormat, value: unknown): RequestIndex {
  return indexed(format, value).index;
}

function indexed(format: WireFormat, value: unknown): { readonly body: Uint8Array; readonly index: RequestIndex } {
  const body = Buffer.from(JSON.stringify(value));
  const index = indexRequest(body, format);
  if (isUnindexed(index)) throw new Error(index.reason);
  return { body, index };
}

function slice(body: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): string {
  return Buffer.from(body.subarray(start, end)).toString();
}
