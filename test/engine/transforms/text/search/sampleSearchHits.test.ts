import { expect, test } from 'vitest';
import { sampleSearchHits } from '../../../../../src/engine/transforms/text/search/sampleSearchHits.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

test('every file is named with its number of hits', async () => {
  const output = outputFor(sampleSearchHits, 'grep.txt');

  const counts = new Map<string, number>();
  for (const line of readCapture('grep.txt').trimEnd().split('\n')) {
    const path = line.slice(0, line.indexOf(':'));
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  for (const [path, count] of counts) expect(output).toContain(`# ${path} (${count})`);
  await expect(output).toMatchFileSnapshot(goldenPath(sampleSearchHits, 'grep.txt'));
});

test('kept hits are the original lines', () => {
  const capture = readCapture('grep.txt');
  let path = '';

  for (const line of outputFor(sampleSearchHits, 'grep.txt').split('\n').slice(1)) {
    if (line.startsWith('# ')) path = line.slice(2, line.lastIndexOf(' ('));
    else if (!line.startsWith('… ')) expect(capture).toContain(`${path}:${line}\n`);
  }
});

test('hits that fit the question come first', () => {
  const lines = Array.from(
    { length: 200 },
    (_, i) => `src/file${i % 9}.ts:${i + 1}:  const value${i} = computeSomething(${i});`,
  );
  lines[123] = 'src/file6.ts:124:  retryBackoffMilliseconds = 250;';

  expect(
    applyTo(sampleSearchHits, lines.join('\n'), 'agent-90', 'where is the retry backoff set? retryBackoffMilliseconds')
      ?.output,
  ).toContain('124:  retryBackoffMilliseconds = 250;');
});

const noun = (n: number): string =>
  ['session', 'router', 'payload', 'cursor', 'token', 'schema', 'buffer'][n % 7] ?? '';

test.each([
  ['mypy', (i: number) => `app/m${i % 37}.py:${i + 1}: error: "${noun(i)}${i}" has no attribute "${noun(i * 3)}"`],
  ['gcc', (i: number) => `src/m/f${i}.c:${i + 1}:2: error: ${noun(i)} ${noun(i * 5)}_${i} near ${noun(i * 3)}`],
  ['gcc in colours', (i: number) => `\u001b[1mf${i}.c:${i + 1}:2: \u001b[31merror: \u001b[0m${noun(i)}_${i}`],
])('findings of %s are no search hits', (_, finding) => {
  const report = Array.from({ length: 260 }, (_, i) => finding(i)).join('\n');

  expect(applyTo(sampleSearchHits, report, 'agent-90')).toBeUndefined();
});

/** As `grep -n -C5` prints them; every hit tells more than the lines around it. */
const searchWithContext = (hits: number): string =>
  Array.from({ length: hits }, (_, n) => {
    const around = (line: number): string =>
      `src/f${n}.ts-${line}-  const ${noun(n + line)}${line} = ${noun(n * line)}(${n});`;
    const place = 20 + n * 3;
    return [
      ...[5, 4, 3, 2, 1].map(before => around(place - before)),
      `src/f${n}.ts:${place}:  throw new TimeoutError(${noun(n)});`,
      ...[1, 2, 3, 4, 5].map(after => around(place + after)),
      '--',
    ];
  })
    .flat()
    .join('\n');

test('context lines are left out before hits and counted apart from them', () => {
  const output = applyTo(sampleSearchHits, searchWithContext(80))?.output ?? '';

  expect(output).toMatch(
    /^\[headroom: \d+ of 800 context lines omitted \(search hits; every hit is shown, all 80 files /,
  );
  expect(output.match(/^\d+: {2}throw/gm)).toHaveLength(80);
});

test('hits that are missing are counted without the context lines around them', () => {
  const output = applyTo(sampleSearchHits, searchWithContext(80), 'agent-90')?.output ?? '';

  const shown = output.match(/^\d+: {2}throw/gm)?.length ?? 0;
  expect(output.split('\n')[0]).toContain(`[headroom: ${80 - shown} of 80 hits omitted (search hits; all 80 files`);
  expect(output.split('\n')[0]).toContain('; 800 of 800 context lines too)');
});
