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
