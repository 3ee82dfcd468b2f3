import { describe, expect, test } from 'vitest';
import { toolProfileFor } from '../../../src/engine/transforms/toolProfile.ts';
import type { Options } from '../../../src/shared/options.ts';
import type { ToolProfile } from '../../../src/shared/toolProfiles.ts';

const limits = { maxArrayItems: 5 };

function profileOf(
  call: Parameters<typeof toolProfileFor>[0],
  toolProfiles: Options['toolProfiles'],
): ToolProfile | undefined {
  return toolProfileFor(call, toolProfiles)?.profile;
}

describe('tool profiles', () => {
  test('a key names a tool, with or without a pattern', () => {
    expect(profileOf({ tool: 'search' }, { search: limits })).toBe(limits);
    expect(profileOf({ tool: 'mcp__github__list' }, { 'mcp__*': 'off' })).toBe('off');
    expect(profileOf({ tool: 'searcher' }, { search: limits })).toBeUndefined();
  });

  test('a key names a command by its first words, wherever it stands in the line', () => {
    expect(profileOf({ tool: 'Bash', command: 'cd app && CI=1 npm test -- --run' }, { 'npm test': 'off' })).toBe('off');
    expect(profileOf({ tool: 'Bash', command: 'npm install' }, { 'npm test': 'off' })).toBeUndefined();
  });

  test('a key names files', () => {
    expect(profileOf({ path: '/home/me/app/src/data.json' }, { '*.json': limits })).toBe(limits);
    expect(profileOf({ path: '/home/me/app/src/deep/data.json' }, { 'src/**': 'off' })).toBe('off');
    expect(profileOf({ path: '/home/me/app/lib/data.json' }, { 'src/**': 'off' })).toBeUndefined();
  });

  test('the longest key wins', () => {
    expect(profileOf({ command: 'git diff --stat' }, { git: limits, 'git diff': 'off' })).toBe('off');
  });

  test('a key with a project in front applies there only', () => {
    const profiles = { 'web-shop: npm test': 'off' } as const;

    expect(profileOf({ command: 'npm test', project: 'web-shop' }, profiles)).toBe('off');
    expect(profileOf({ command: 'npm test', project: 'web-shop-2' }, profiles)).toBeUndefined();
    expect(profileOf({ command: 'npm test' }, profiles)).toBeUndefined();
  });

  test('the key of a project wins over longer keys for all projects', () => {
    const profiles = { 'web-*: *': 'off', mcp__github__list: limits } as const;

    expect(profileOf({ tool: 'mcp__github__list', project: 'web-shop' }, profiles)).toBe('off');
    expect(profileOf({ tool: 'mcp__github__list', project: 'api' }, profiles)).toBe(limits);
  });

  test('the answer says what the key named', () => {
    const call = { tool: 'Read', path: '/app/data.json' };

    expect(toolProfileFor(call, { '*.json': limits })?.names).toBe('file');
    expect(toolProfileFor(call, { read: limits })?.names).toBe('tool');
    expect(toolProfileFor({ tool: 'Bash', command: 'git diff' }, { 'git diff': limits })?.names).toBe('command');
  });
});
