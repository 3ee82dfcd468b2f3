import { describe, expect, test } from 'vitest';
import { toolProfileFor } from '../../../src/engine/transforms/toolProfile.ts';

const limits = { maxArrayItems: 5 };

describe('tool profiles', () => {
  test('a key names a tool, with or without a pattern', () => {
    expect(toolProfileFor({ tool: 'search' }, { search: limits })).toBe(limits);
    expect(toolProfileFor({ tool: 'mcp__github__list' }, { 'mcp__*': 'off' })).toBe('off');
    expect(toolProfileFor({ tool: 'searcher' }, { search: limits })).toBeUndefined();
  });

  test('a key names a command by its first words, wherever it stands in the line', () => {
    expect(toolProfileFor({ tool: 'Bash', command: 'cd app && CI=1 npm test -- --run' }, { 'npm test': 'off' })).toBe(
      'off',
    );
    expect(toolProfileFor({ tool: 'Bash', command: 'npm install' }, { 'npm test': 'off' })).toBeUndefined();
  });

  test('a key names files', () => {
    expect(toolProfileFor({ path: '/home/me/app/src/data.json' }, { '*.json': limits })).toBe(limits);
    expect(toolProfileFor({ path: '/home/me/app/src/deep/data.json' }, { 'src/**': 'off' })).toBe('off');
    expect(toolProfileFor({ path: '/home/me/app/lib/data.json' }, { 'src/**': 'off' })).toBeUndefined();
  });

  test('the longest key wins', () => {
    expect(toolProfileFor({ command: 'git diff --stat' }, { git: limits, 'git diff': 'off' })).toBe('off');
  });
});
