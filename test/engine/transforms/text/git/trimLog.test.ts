import { expect, test } from 'vitest';
import { trimLog } from '../../../../../src/engine/transforms/text/git/trimLog.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

interface Shape {
  readonly count?: number;
  readonly authors?: readonly string[];
  readonly withFiles?: boolean;
}

function logOf({ count = 40, authors = ['Ann'], withFiles = true }: Shape = {}): string {
  return Array.from({ length: count }, (_, n) => {
    const author = authors[n % authors.length] ?? '';
    return [
      `commit ${String(n).padStart(40, 'a')}`,
      `Author: ${author} <${author.toLowerCase()}@example.org>`,
      `Date:   Sat Nov 21 ${10 + (n % 12)}:${10 + (n % 50)}:00 2026 +0000`,
      '',
      `    Mends part ${n}`,
      '',
      `    The reason for part ${n}.`,
      '',
      ...(withFiles ? [...files(n), ' 6 files changed, 27 insertions(+), 3 deletions(-)', ''] : []),
    ].join('\n');
  }).join('\n');
}

function files(n: number): string[] {
  return Array.from({ length: 6 }, (_, i) => ` src/part${n}/file${i}.ts |  ${i + 2} +-`);
}

test('every commit keeps its hash, date, message and totals in balanced', () => {
  const output = applyTo(trimLog, logOf())?.output ?? '';

  for (let n = 0; n < 40; n++) {
    const hash = String(n).padStart(40, 'a').slice(0, 12);
    expect(output).toContain(
      `${hash} ${10 + (n % 12)}:${10 + (n % 50)}:00 Mends part ${n} | 6 files +27 -3\n    The reason for part ${n}.`,
    );
  }
});

test('the marker says what all dates and authors share', () => {
  const output = applyTo(trimLog, logOf())?.output ?? '';

  expect(output.split('\n')[0]).toContain('date, {} of "Sat Nov 21 {} 2026 +0000"');
  expect(output.split('\n')[0]).toContain('all by Ann <ann@example.org>');
});

test('different authors are named in their lines', () => {
  const output = applyTo(trimLog, logOf({ authors: ['Ann', 'Bo Li'] }))?.output ?? '';

  expect(output).toContain(' Ann: Mends part 0 ');
  expect(output).toContain(' Bo Li: Mends part 1 ');
});

test('agent-90 tells less of a message than balanced', () => {
  const balanced = applyTo(trimLog, logOf())?.output ?? '';
  const thrifty = applyTo(trimLog, logOf(), 'agent-90')?.output ?? '';

  expect(thrifty).toContain('Mends part 0 | 6 files +27 -3');
  expect(thrifty).not.toContain('The reason');
  expect(thrifty.length).toBeLessThan(balanced.length * 0.7);
});

test('of a log that is long even so, the newest commits and the oldest stay, the others are counted', () => {
  const output = applyTo(trimLog, logOf({ count: 600, withFiles: false }), 'agent-90')?.output ?? '';

  expect(output).toContain('Mends part 0');
  expect(output).toContain('Mends part 599');
  expect(output).toMatch(/^\[… \d+ commits\]$/m);
  expect(output.split('\n')[0]).toMatch(/; \d+ commits are only counted\)/);
});

test('a file that the question names stays', () => {
  const output = applyTo(trimLog, logOf(), 'agent-90', 'who changed src/part37/file3.ts?')?.output;

  expect(output).toContain(' src/part37/file3.ts |  5 +-');
});

test('files of the newest commits fill the room that is left', () => {
  const output = applyTo(trimLog, logOf())?.output ?? '';

  expect(output).toContain(' src/part0/file5.ts |  7 +-');
  expect(output).not.toContain(' src/part39/file5.ts');
});

test('a log with patches is left to the diffs', () => {
  expect(applyTo(trimLog, `${logOf()}\ndiff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b\n`)).toBeUndefined();
});

test('a real log', async () => {
  await expect(outputFor(trimLog, 'git-log.txt', 'agent-90')).toMatchFileSnapshot(
    goldenPath(trimLog, 'git-log.txt', 'agent-90'),
  );
});
