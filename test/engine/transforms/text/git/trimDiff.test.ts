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
  const diff = `--- a/q.sql\n+++ b/q.sql\n@@ -1,7 +1,6 @@\n select 1\n--- old comment\n select 2\n${' context\n'.repeat(4)}`;

  const output = applyTo(
    trimDiff,
    `${diff}@@ -10,400 +9,400 @@\n${' unchanged line of text\n'.repeat(399)}-x\n+y\n`,
  )?.output;

  expect(output).toContain('\n--- old comment\n');
});

const changedFile = (n: number): string =>
  [
    `diff --git a/src/f${n}.ts b/src/f${n}.ts`,
    `--- a/src/f${n}.ts`,
    `+++ b/src/f${n}.ts`,
    '@@ -10,9 +10,9 @@',
    ...Array.from({ length: 4 }, (_, i) => ` const before${i} = some.long.expression(with, many, parts);`),
    `-old line ${n}`,
    `+new line ${n}`,
    ...Array.from({ length: 4 }, (_, i) => ` const after${i} = some.long.expression(with, many, parts);`),
  ].join('\n');
const changedFiles = (count: number): string => Array.from({ length: count }, (_, n) => changedFile(n)).join('\n');
const lockFile = changedFile(0).replaceAll('src/f0.ts', 'package-lock.json');

test.each([
  ['balanced', changedFiles(40)],
  ['agent-90', changedFiles(40)],
  ['balanced', `${changedFiles(40)}\n${lockFile}`],
] as const)('what the next command prints behind a diff stays verbatim (%s)', (profile, diff) => {
  const printed = [
    ' FAIL  src/cart.test.ts > adds',
    'AssertionError: expected 4 to be 5',
    ' ❯ src/cart.test.ts:12:3',
    '- Expected',
    '+ Received',
    '@@ -1,3 +1,3 @@',
    ...Array.from({ length: 9 }, (_, i) => `  context ${i}`),
    '\\ a backslash',
    'Tests  1 failed | 812 passed',
    '',
  ].join('\n');

  const output = applyTo(trimDiff, `${diff}\n${printed}`, profile)?.output;

  expect(output?.endsWith(`\n${printed}`)).toBe(true);
});

test.each(['balanced', 'agent-90'] as const)('every commit of a log keeps its head above its patch (%s)', profile => {
  const head = (n: number): string =>
    `commit ${String(n).padStart(40, 'a')}\nAuthor: Jane <jane@x.org>\nDate:   Mon Jan 1 10:00:${n % 60} 2024\n\n    Subject ${n}\n`;
  const commits = Array.from({ length: 120 }, (_, n) => `${head(n)}\n${changedFile(n)}\n`);

  const output = applyTo(trimDiff, commits.join('\n'), profile)?.output;

  for (let n = 0; n < 120; n++) expect(output).toContain(head(n));
});

test('a file behind the place where a client cut a diff stays a file', () => {
  const cut = changedFile(1).split('\n').slice(0, 6).join('\n');

  const output = applyTo(trimDiff, `${cut}\n... [812 lines truncated] ...\n${cut}\n${changedFiles(40)}`)?.output;

  expect(output).toContain('\n... [812 lines truncated] ...\ndiff --git a/src/f1.ts b/src/f1.ts\n');
  expect(output).toContain('\ndiff --git a/src/f0.ts b/src/f0.ts\n');
});
