import { expect, test } from 'vitest';
import type { SentBlock } from '../../../src/shared/sentTokens.ts';
import { composeBlocks, partsOf } from '../../../webview/model/composition.ts';

const definition = (position: number, tool: string, tokensSent: number): SentBlock => ({
  ...{ position, kind: 'toolDefinition', wireType: 'custom', message: -1, label: tool, tool, hash: tool, bytes: 1 },
  ...{ tokensBefore: tokensSent, tokensAfter: tokensSent, tokensSent, wasteTokens: tokensSent },
});
const blocks = [
  definition(0, 'Bash', 900),
  definition(1, 'mcp__github__list', 200),
  definition(2, 'mcp__github__get', 300),
];

test('tools of a server are one item, and inside it each definition has its own tokens', () => {
  const groups = composeBlocks(blocks);

  const parts = partsOf(groups, blocks, { group: 'tools', label: 'MCP github' });

  expect(groups[0]?.items.map(({ label, tokens }) => [label, tokens])).toEqual([
    ['Built-in', 900],
    ['MCP github', 500],
  ]);
  expect(parts?.items.map(({ label, tokens, blocks: own }) => [label, tokens, own])).toEqual([
    ['get', 300, [2]],
    ['list', 200, [1]],
  ]);
});

test('an item of one block has no parts, nor has one that is gone', () => {
  const groups = composeBlocks(blocks);

  expect(partsOf(groups, blocks, { group: 'tools', label: 'Built-in' })).toBeUndefined();
  expect(partsOf(groups, blocks, { group: 'tools', label: 'MCP playwright' })).toBeUndefined();
});

test('what simulate only planned to leave out is in the context', () => {
  const planned = [{ ...definition(0, 'Bash', 900), tokensAfter: 100 }];

  expect(composeBlocks(planned)).toMatchObject([{ tokens: 900, items: [{ tokens: 900 }] }]);
});
