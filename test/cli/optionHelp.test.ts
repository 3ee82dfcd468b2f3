import { expect, it } from 'vitest';
import { flagHelp, optionHelp } from '../../src/cli/optionHelp.ts';

it('shows what each flag takes, and its default behind this door', () => {
  const help = (door: 'proxy' | 'library'): string => optionHelp(door).join(' ').replaceAll(/ +/g, ' ');

  expect(help('library')).toContain(
    '--profile NAME Named set of option values: lossless, balanced or agent-90. Default: balanced.',
  );
  expect(help('library')).toContain(
    '--min-tokens-to-compress N Blocks with fewer tokens are left alone. Default: 250.',
  );
  expect(help('library')).toContain('--[no-]compress-system-messages Compress system messages. Default: on.');
  expect(help('proxy')).toContain('--[no-]compress-system-messages Compress system messages. Default: off.');
});

it('keeps to 100 columns, with what a flag does in a column of its own', () => {
  expect(Math.max(...optionHelp('proxy').map(line => line.length + 2))).toBeLessThanOrEqual(100);
  expect(flagHelp('--short N', 'word '.repeat(20).trim())).toEqual([
    `--short N                      ${'word '.repeat(13).trim()}`,
    `                               ${'word '.repeat(7).trim()}`,
  ]);
  expect(flagHelp('--[no-]a-flag-that-is-too-long-for-it', 'text')).toEqual([
    '--[no-]a-flag-that-is-too-long-for-it',
    '                               text',
  ]);
});
