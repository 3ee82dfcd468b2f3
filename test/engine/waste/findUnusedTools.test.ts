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

const call = (tool: string) => ({ kind: 'toolCall', tool }) as const;
const calls = Array.from({ length: 5 }, () => call('search'));

it('names the tools of a program that its conversation never needed', () => {
  const found = findUnusedTools(blocksOf(definition('search'), definition('book'), definition('cancel'), ...calls));

  expect(found).toMatchObject([{ place: 'Tools', tokens: 200, block: 1 }]);
  expect(found[0]?.recommendation).toMatch(/^2 of 3 tools were never called \(book, cancel\): leave out/);
});

it('says nothing of them before there were calls, and nothing of the tools of coding agents', () => {
  expect(findUnusedTools(blocksOf(definition('search'), definition('book'), call('search')))).toEqual([]);
  expect(findUnusedTools(blocksOf(definition('Read'), definition('Edit'), definition('search'), ...calls))).toEqual([]);
});
