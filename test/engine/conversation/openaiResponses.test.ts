import { expect, test } from 'vitest';
import { capture, indexBytes, indexOf, rows, rowsOf } from './indexed.ts';

test("Codex's request is taken apart into its blocks", () => {
  expect(rows('openai-responses', capture('codex-2'))).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition function | {"type":"function","name":"exec_ | tool exec_command",
      "-1.0 toolDefinition custom | {"type":"custom","name":"apply_p | tool apply_patch",
      "-1.0 toolDefinition namespace | {"type":"namespace","name":"agen | tool agents",
      "-1.0 toolDefinition web_search | {"type":"web_search"} | tool web_search",
      "-1.0 system instructions | "You are Codex."",
      "0.0 system input_text | "<permissions>read only</"",
      "1.0 userText input_text | "Count the lines."",
      "2.0 thinking reasoning | {"type":"reasoning","id":"rs_1",",
      "3.0 toolCall function_call | {"type":"function_call","name":" | call call_9 | tool exec_command | input "{\\"cmd\\":\\"wc -l a.txt\\"}"",
      "4.0 toolResult function_call_output | "Chunk ID: 1\\nProcess exit" | call call_9 | tool exec_command | input "{\\"cmd\\":\\"wc -l a.txt\\"}"",
    ]
  `);
});

test('a delta names the response that it goes on from, and all of it is new', () => {
  const index = indexBytes('openai-responses', capture('codex-websocket-2'));

  expect(index.previousResponseId).toBe('resp_1');
  expect(index.blocks[index.liveFrom]).toMatchObject({ kind: 'toolResult', callId: 'call_9' });
  expect(indexOf('openai-responses', { conversation: { id: 'conv_1' }, input: 'hi' }).previousResponseId).toBe(
    'conv_1',
  );
});

test('input may be one text', () => {
  expect(rowsOf('openai-responses', { instructions: 'be brief', input: 'hi' })).toMatchInlineSnapshot(`
    [
      "-1.0 system instructions | "be brief"",
      "0.0 userText input_text | "hi"",
    ]
  `);
});

test('every kind of item has its kind, and unknown kinds are opaque', () => {
  const input = [
    {
      role: 'user',
      content: [
        { type: 'input_image', image_url: 'data:' },
        { type: 'input_file', file_id: 'f' },
      ],
    },
    {
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'hi' },
        { type: 'refusal', refusal: 'no' },
      ],
    },
    { type: 'custom_tool_call', call_id: 'c1', name: 'apply_patch', input: '*** Begin' },
    { type: 'custom_tool_call_output', call_id: 'c1', output: [{ type: 'input_text', text: 'Done' }] },
    { type: 'local_shell_call', call_id: 'c2', action: { command: ['ls'] } },
    { type: 'local_shell_call_output', call_id: 'c2', output: 'a.txt' },
    { type: 'shell_call', call_id: 'c3', action: { commands: ['ls'] } },
    {
      type: 'shell_call_output',
      call_id: 'c3',
      output: [{ stdout: 'a', stderr: 'b', outcome: { type: 'exit', exit_code: 1 } }],
    },
    { type: 'shell_call_output', call_id: 'c4', output: [] },
    { type: 'apply_patch_call', call_id: 'c5', operation: { type: 'delete_file', path: 'a' } },
    { type: 'apply_patch_call_output', call_id: 'c5', status: 'completed', output: 'deleted' },
    { type: 'computer_call', call_id: 'c6', action: { type: 'click' } },
    { type: 'computer_call_output', call_id: 'c6', output: { type: 'computer_screenshot', image_url: 'data:' } },
    {
      type: 'function_call_output',
      call_id: 'c7',
      output: [{ type: 'input_text', text: 'x' }, { type: 'input_image' }],
    },
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
    { type: 'mcp_list_tools', server_label: 's', tools: [] },
    { type: 'mcp_call', id: 'mcp_1', name: 'echo', server_label: 's', arguments: '{}', output: 'echoed' },
    { type: 'mcp_approval_response', approval_request_id: 'a', approve: true },
    { type: 'compaction', encrypted_content: 'x' },
    { type: 'item_reference', id: 'msg_1' },
  ];

  expect(rowsOf('openai-responses', { input })).toMatchInlineSnapshot(`
    [
      "0.0 image input_image | {"type":"input_image","image_url",
      "0.1 document input_file | {"type":"input_file","file_id":"",
      "1.0 assistantText output_text | "hi"",
      "1.1 assistantText refusal | "no"",
      "2.0 toolCall custom_tool_call | {"type":"custom_tool_call","call | call c1 | tool apply_patch | input "*** Begin"",
      "3.0 toolResult custom_tool_call_output | "Done" | call c1 | tool apply_patch | input "*** Begin"",
      "4.0 toolCall local_shell_call | {"type":"local_shell_call","call | call c2 | tool local_shell | input {"command":["ls"]}",
      "5.0 toolResult local_shell_call_output | "a.txt" | call c2 | tool local_shell | input {"command":["ls"]}",
      "6.0 toolCall shell_call | {"type":"shell_call","call_id":" | call c3 | tool shell | input {"commands":["ls"]}",
      "7.0 toolResult shell_call_output | "a" | call c3 | tool shell | input {"commands":["ls"]}",
      "7.1 toolResult shell_call_output | "b" | call c3 | tool shell | input {"commands":["ls"]}",
      "8.0 toolResult shell_call_output | {"type":"shell_call_output","cal | call c4",
      "9.0 toolCall apply_patch_call | {"type":"apply_patch_call","call | call c5 | tool apply_patch | input {"type":"delete_file","path":"a"}",
      "10.0 toolResult apply_patch_call_output | "deleted" | call c5 | tool apply_patch | input {"type":"delete_file","path":"a"}",
      "11.0 toolCall computer_call | {"type":"computer_call","call_id | call c6 | tool computer | input {"type":"click"}",
      "12.0 image computer_screenshot | {"type":"computer_screenshot","i | call c6 | tool computer | input {"type":"click"}",
      "13.0 toolResult function_call_output | "x" | call c7",
      "13.1 image input_image | {"type":"input_image"} | call c7",
      "14.0 toolCall web_search_call | {"type":"web_search_call","id":" | call ws_1 | tool web_search | input {"type":"search","query":"q"}",
      "15.0 opaque mcp_list_tools | {"type":"mcp_list_tools","server",
      "16.0 toolCall mcp_call | {"type":"mcp_call","id":"mcp_1", | call mcp_1 | tool echo | input "{}"",
      "17.0 opaque mcp_approval_response | {"type":"mcp_approval_response",",
      "18.0 opaque compaction | {"type":"compaction","encrypted_",
      "19.0 opaque item_reference | {"type":"item_reference","id":"m",
    ]
  `);
});

test('references to different items are different blocks', () => {
  const [one, other] = ['msg_1', 'msg_2'].map(id =>
    indexOf('openai-responses', { input: [{ type: 'item_reference', id }] }),
  );

  expect(one?.blocks[0]?.hash).not.toBe(other?.blocks[0]?.hash);
});

test('what the provider did for the model closes the live zone', () => {
  const input = [
    { role: 'user', content: 'hi' },
    { type: 'web_search_call', id: 'ws_1' },
    { role: 'user', content: 'and?' },
  ];

  expect(indexOf('openai-responses', { input }).liveFrom).toBe(2);
});
