import { expect, test } from 'vitest';
import { mcpServerOf } from '../../src/shared/mcpServerOf.ts';

test.each([
  ['mcp__github__list_issues', 'github'],
  ['mcp__my-db__run__query', 'my-db'],
  ['Bash', undefined],
  ['mcp__', undefined],
  [undefined, undefined],
])('the server of %s is %s', (tool, server) => {
  expect(mcpServerOf(tool)).toBe(server);
});
