import { expect, it } from 'vitest';
import { findUnusedTools } from '../../../src/engine/waste/findUnusedTools.ts';
import { blocksOf } from './wasteLab.ts';

const definition = (tool: string) => ({ kind: 'toolDefinition', tool, tokensAfter: 100 }) as const;

it('names a server that nobody called, with all of its definitions', () => {
  const found = findUnusedTools(
    blocksOf(definition('mcp__web__open'), definition('mcp__web__click'), definition('Bash')),
  );

  expect(found).toMatchObject([{ place: 'MCP web', tokens: 200, block: 0 }]);
  expect(found[0]?.recommendation).toBe('No call to web in this conversation: disable its 2 tools here.');
});

it('counts the rest of a server that is in use', () => {
  const found = findUnusedTools(
    blocksOf(definition('mcp__web__open'), definition('mcp__web__click'), { kind: 'toolCall', tool: 'mcp__web__open' }),
  );

  expect(found[0]?.recommendation).toMatch(/^1 of 2 tools of web were never called/);
});

it('does not speak against our own tool', () => {
  expect(findUnusedTools(blocksOf(definition('mcp__headroom__headroom_retrieve')))).toEqual([]);
});
