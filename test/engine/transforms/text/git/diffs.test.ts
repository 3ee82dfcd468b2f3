import { expect, test } from 'vitest';
import { readDiff } from '../../../../../src/engine/transforms/text/git/diffs.ts';

const diff = [
  'commit 1',
  '',
  'diff --git a/x.ts b/x.ts',
  'index 1..2 100644',
  '--- a/x.ts',
  '+++ b/x.ts',
  '@@ -1,2 +1,2 @@',
  ' a',
  '-b',
  '+c',
  'diff --git a/y.ts b/y.ts',
  '--- a/y.ts',
  '+++ /dev/null',
  '@@ -1 +0,0 @@',
  '-z',
];

test('files, hunks and what stands before them are told apart', () => {
  const read = readDiff(diff);

  expect(read?.preamble).toEqual(['commit 1', '']);
  expect(read?.files.map(file => [file.path, file.hunks.map(hunk => hunk.body)])).toEqual([
    ['x.ts', [[' a', '-b', '+c']]],
    ['y.ts', [['-z']]],
  ]);
});

test('text without hunks is no diff', () => {
  expect(readDiff(['--- a', '+++ b', 'words'])).toBeUndefined();
});

test('lines behind the last hunk of a file belong to no hunk', () => {
  const read = readDiff([...diff.slice(0, 10), 'commit 2', ' words', '+words', '@@ -1 +1 @@', ...diff.slice(10), '']);

  expect(read?.files.map(file => [file.hunks.length, file.trailer])).toEqual([
    [1, ['commit 2', ' words', '+words', '@@ -1 +1 @@']],
    [1, ['']],
  ]);
});

test('a hunk ends where a line is none of a diff, whatever its head announced', () => {
  const read = readDiff(['--- a/x', '+++ b/x', '@@ -1,9 +1,9 @@', ' a', '', '... [8 lines truncated] ...', '-b']);

  expect(read?.files[0]?.hunks[0]?.body).toEqual([' a', '']);
  expect(read?.files[0]?.trailer).toEqual(['... [8 lines truncated] ...', '-b']);
});
