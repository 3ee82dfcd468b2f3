import { expect, test } from 'vitest';
import { rowsOf } from './indexed.ts';

test('each message is read in the format whose marks it bears', () => {
  const messages = [
    { role: 'system', content: 'be brief' },
    { role: 'user', content: [{ type: 'text', text: 'hi' }] },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'Read', input: { path: 'a' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'anthropic' }] },
    { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'c1', content: 'chat' },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] },
    { role: 'model', parts: [{ functionCall: { name: 'g', args: {} } }] },
    { role: 'user', parts: [{ functionResponse: { name: 'g', response: { output: 'gemini' } } }] },
    { type: 'function_call', call_id: 'r1', name: 'h', arguments: '{}' },
    { type: 'function_call_output', call_id: 'r1', output: 'responses' },
    { role: 'user', content: [{ type: 'input_text', text: 'bye' }] },
  ];

  expect(rowsOf('messages', messages)).toMatchInlineSnapshot(`
    [
      "0.0 system text | "be brief"",
      "1.0 userText text | "hi"",
      "2.0 toolCall tool_use | {"type":"tool_use","id":"t1","na | call t1 | tool Read | input {"path":"a"}",
      "3.0 toolResult tool_result | "anthropic" | call t1 | tool Read | input {"path":"a"}",
      "4.0 toolCall function | {"id":"c1","type":"function","fu | call c1 | tool f | input "{}"",
      "5.0 toolResult tool | "chat" | call c1 | tool f | input "{}"",
      "6.0 image image_url | {"type":"image_url","image_url":",
      "7.0 toolCall functionCall | {"functionCall":{"name":"g","arg | tool g | input {}",
      "8.0 toolResult functionResponse | "gemini" | tool g | input {}",
      "9.0 toolCall function_call | {"type":"function_call","call_id | call r1 | tool h | input "{}"",
      "10.0 toolResult function_call_output | "responses" | call r1 | tool h | input "{}"",
      "11.0 userText input_text | "bye"",
    ]
  `);
});
