import { expect, test } from 'vitest';
import { bytesOf, sampleListing } from '../../../../../src/engine/transforms/text/paths/sampleListing.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

function listingOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `-rw-r--r-- 1 root root  ${1000 + i} Nov 21 05:46 file${i}.ts`);
}

const folders = Array.from({ length: 6 }, (_, n) => [
  `src/part${n}:`,
  'total 120',
  'drwxr-xr-x 2 root root 4096 Nov 21 05:46 inner',
  '-rwxr-xr-x 1 root root 4096 Nov 21 05:46 run.sh',
  ...listingOf(20),
  '',
]).flat();

test('every folder keeps its names and, in balanced, its sizes', () => {
  const output = applyTo(sampleListing, folders.join('\n'))?.output ?? '';

  for (let n = 0; n < 6; n++) expect(output).toContain(`# src/part${n} (22 entries, total 120)`);
  expect(output).toContain('inner/, run.sh* 4096, file0.ts 1000, file1.ts 1001');
  expect(output.split('\n')[0]).toContain('root root; / marks folders, * programs');
});

test('agent-90 keeps the sizes of the largest only', () => {
  const output = applyTo(sampleListing, folders.join('\n'), 'agent-90')?.output ?? '';

  expect(output).toContain('file0.ts, file1.ts');
  expect(output).toContain('run.sh* 4096');
});

test('an unusual mode or owner, and what the question names, stay in full', () => {
  const setuid = '-rwsr-xr-x 1 root root 62672 Apr  7  2025 chfn';
  const foreign = '-rw-r--r-- 1 ann staff 1000 Apr  7  2025 theirs.ts';
  const lines = [...listingOf(200), setuid, foreign];

  const output = applyTo(sampleListing, lines.join('\n'), 'agent-90', 'how large is file77.ts?')?.output ?? '';

  for (const line of [setuid, foreign, lines[77] ?? '']) expect(output.split('\n')).toContain(line);
});

test('what does not fit is counted by its kind', () => {
  const output = applyTo(sampleListing, listingOf(3000).join('\n'), 'agent-90')?.output ?? '';

  expect(output).toMatch(/\[… [\d,]+ more entries: \.ts \d+\]/);
});

test('sizes with units are compared by their bytes', () => {
  expect(['900', '1.2K', '3M', '12'].sort((a, b) => bytesOf(b) - bytesOf(a))).toEqual(['3M', '1.2K', '900', '12']);
});

test('a real listing of folders', async () => {
  await expect(outputFor(sampleListing, 'ls-lR.txt', 'agent-90')).toMatchFileSnapshot(
    goldenPath(sampleListing, 'ls-lR.txt', 'agent-90'),
  );
});
