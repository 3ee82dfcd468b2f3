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
