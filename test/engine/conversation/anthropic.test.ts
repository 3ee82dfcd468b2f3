import { expect, test } from 'vitest';
import { capture, indexOf, rows, rowsOf } from './indexed.ts';

test("Claude Code's request is taken apart into its blocks", () => {
  expect(rows('anthropic', capture('claudeCode-3'))).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition custom | {"name":"Bash","description":"Ex | tool Bash",
      "-1.0 toolDefinition custom | {"name":"Read","description":"Re | tool Read",
      "-1.0 toolDefinition custom | {"name":"ToolSearch","descriptio | tool ToolSearch",
      "-1.0 system text | "x-anthropic-billing-head"",
      "-1.0 system text | "You are a coding agent f" | mark 5m",
      "-1.0 system text | "Work in small steps.\\nWor" | mark 5m",
      "0.0 userText text | "<system-reminder>\\nBranch"",
      "0.1 userText text | "Why does the checkout te"",
      "1.0 system text | "Environment: /home/me/sh"",
      "2.0 thinking thinking | "The test file first."",
      "2.1 assistantText text | "I will run the test."",
      "2.2 toolCall tool_use | {"type":"tool_use","id":"toolu_0 | call toolu_01A | tool Bash | input {"command":"npm test -- checkout","description":"Run the failing test"}",
      "3.0 toolResult tool_result | "FAIL test/checkout.test." | call toolu_01A | tool Bash | input {"command":"npm test -- checkout","description":"Run the failing test"} | error",
      "4.0 toolCall tool_use | {"type":"tool_use","id":"toolu_0 | call toolu_01B | tool Read | input {"file_path":"/home/me/shop/src/tax.ts"}",
      "4.1 toolCall tool_use | {"type":"tool_use","id":"toolu_0 | call toolu_01C | tool ToolSearch | input {"query":"database"}",
      "5.0 toolResult tool_result | "1\\texport const tax = (ne" | call toolu_01B | tool Read | input {"file_path":"/home/me/shop/src/tax.ts"}",
      "5.0 opaque tool_reference | {"type":"tool_reference","tool_n | call toolu_01C | tool ToolSearch | input {"query":"database"}",
      "7.0 userText text | "Fix it, please." | mark 5m",
      "-1.0 toolDefinition custom | {"name":"DeferredToolPlaceholder | tool DeferredToolPlaceholder | deferred",
      "-1.0 toolDefinition custom | {"name":"mcp__db__query","descri | tool mcp__db__query | deferred",
    ]
  `);
});

test('every kind of content block has its kind, and unknown kinds are opaque', () => {
  const content = [
    { type: 'text', text: 'hi', citations: null },
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
    { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a plain document' } },
    { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' } },
    { type: 'search_result', source: 'https://a', title: 't', content: [{ type: 'text', text: 'found' }] },
    { type: 'container_upload', file_id: 'file_1' },
    { type: 'hologram', data: 1 },
  ];

  expect(rowsOf('anthropic', { messages: [{ role: 'user', content }] })).toMatchInlineSnapshot(`
    [
      "0.0 userText text | "hi"",
      "0.1 image image | {"type":"image","source":{"type"",
      "0.2 document document | "a plain document"",
      "0.3 document document | {"type":"document","source":{"ty",
      "0.4 document search_result | "found"",
      "0.5 opaque container_upload | {"type":"container_upload","file",
      "0.6 opaque hologram | {"type":"hologram","data":1}",
    ]
  `);
});

test("the model's blocks and the provider's own tools are told apart", () => {
  const content = [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'redacted_thinking', data: 'x' },
    { type: 'compaction', content: 'what was before' },
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
    { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [{ type: 'web_search_result', url: 'u' }] },
    { type: 'mcp_tool_use', id: 'mcptoolu_1', name: 'echo', server_name: 's', input: {} },
    {
      type: 'mcp_tool_result',
      tool_use_id: 'mcptoolu_1',
      is_error: false,
      content: [{ type: 'text', text: 'echoed' }],
    },
  ];

  expect(rowsOf('anthropic', { messages: [{ role: 'assistant', content }] })).toMatchInlineSnapshot(`
    [
      "0.0 thinking thinking | "hm"",
      "0.1 thinking redacted_thinking | {"type":"redacted_thinking","dat",
      "0.2 assistantText compaction | "what was before"",
      "0.3 toolCall server_tool_use | {"type":"server_tool_use","id":" | call srvtoolu_1 | tool web_search | input {"query":"q"}",
      "0.0 toolResult web_search_tool_result | {"type":"web_search_tool_result" | call srvtoolu_1 | tool web_search | input {"query":"q"}",
      "0.5 toolCall mcp_tool_use | {"type":"mcp_tool_use","id":"mcp | call mcptoolu_1 | tool echo | input {}",
      "0.0 toolResult mcp_tool_result | "echoed" | call mcptoolu_1 | tool echo | input {}",
    ]
  `);
});

test('a result of several parts is several blocks of one call, and its mark is behind the last', () => {
  const content = [
    { type: 'text', text: 'a picture:' },
    { type: 'image', source: { type: 'url', url: 'https://a/b.png' } },
    'and text without a type',
  ];
  const result = { type: 'tool_result', tool_use_id: 't1', content, cache_control: { type: 'ephemeral', ttl: '1h' } };

  expect(rowsOf('anthropic', { messages: [{ role: 'user', content: [result] }] })).toMatchInlineSnapshot(`
    [
      "0.0 toolResult tool_result | "a picture:" | call t1",
      "0.1 image image | {"type":"image","source":{"type" | call t1",
      "0.2 toolResult tool_result | "and text without a type" | call t1 | mark 1h",
    ]
  `);
});

test('results without content are blocks without text', () => {
  const results = [
    { type: 'tool_result', tool_use_id: 't1' },
    { type: 'tool_result', tool_use_id: 't2', content: [] },
    { type: 'tool_result', tool_use_id: 't3', content: '' },
  ];

  expect(rowsOf('anthropic', { messages: [{ role: 'user', content: results }] })).toMatchInlineSnapshot(`
    [
      "0.0 toolResult tool_result | {"type":"tool_result","tool_use_ | call t1",
      "0.0 toolResult tool_result | {"type":"tool_result","tool_use_ | call t2",
      "0.0 toolResult tool_result | "" | call t3",
    ]
  `);
});

test('the chain passes by the attribution block, which differs in every request', () => {
  const withVersion = (version: string): unknown => ({
    system: [
      { type: 'text', text: `x-anthropic-billing-header: cc_version=${version};` },
      { type: 'text', text: 'You help.' },
    ],
    messages: [{ role: 'user', content: 'hi' }],
  });

  const [one, other] = [indexOf('anthropic', withVersion('1')), indexOf('anthropic', withVersion('2'))];

  expect(one.blocks[0]?.chain).not.toBe(other.blocks[0]?.chain);
  expect(one.blocks.slice(1).map(({ chain }) => chain)).toEqual(other.blocks.slice(1).map(({ chain }) => chain));
});

test('a mark on the whole request is the request’s, not a block’s', () => {
  const index = indexOf('anthropic', {
    cache_control: { type: 'ephemeral', ttl: '1h' },
    messages: [{ role: 'user', content: 'hi' }],
  });

  expect(index.cacheMark).toBe('1h');
  expect(index.blocks[0]?.cacheMark).toBeUndefined();
});
