import { expect, test } from 'vitest';
import { trimDiff } from '../../../../../src/engine/transforms/text/git/trimDiff.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

test('every changed line and every hunk head stays exact', async () => {
  const output = outputFor(trimDiff, 'changes.patch').split('\n');

  for (const line of readCapture('changes.patch').split('\n')) if (/^[-+@]/.test(line)) expect(output).toContain(line);
  await expect(output.join('\n')).toMatchFileSnapshot(goldenPath(trimDiff, 'changes.patch'));
});

test('a thriftier profile counts the hunks that it leaves out', async () => {
  const output = outputFor(trimDiff, 'changes.patch', 'agent-90');

  expect(output).toMatch(/\[… \d+ hunks? at new lines [\d, ]+: \+\d+ -\d+ lines\]/);
  await expect(output).toMatchFileSnapshot(goldenPath(trimDiff, 'changes.patch', 'agent-90'));
});

test('a lock file is folded to its counts', () => {
  const body = Array.from({ length: 300 }, (_, i) => `+      "version": "1.0.${i}",`).join('\n');
  const diff = `diff --git a/package-lock.json b/package-lock.json\n--- a/package-lock.json\n+++ b/package-lock.json\n@@ -1,0 +1,300 @@\n${body}\n`;

  expect(applyTo(trimDiff, diff)?.output).toContain('[… 1 hunk at new lines 1: +300 -0 lines]');
});

test('a removed line that starts with dashes is no file header', () => {
  const diff = `--- a/q.sql\n+++ b/q.sql\n@@ -1,3 +1,2 @@\n select 1\n--- old comment\n select 2\n${' context\n'.repeat(4)}`;

  const output = applyTo(
    trimDiff,
    `${diff}@@ -10,400 +9,400 @@\n${' unchanged line of text\n'.repeat(399)}-x\n+y\n`,
  )?.output;

  expect(output).toContain('\n--- old comment\n');
});
