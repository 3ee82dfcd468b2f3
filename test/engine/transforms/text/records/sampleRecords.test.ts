import { expect, test } from 'vitest';
import { sampleRecords } from '../../../../../src/engine/transforms/text/records/sampleRecords.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

test.each(['journal.txt', 'docker.txt'] as const)('%s keeps its kinds with counts, and every error', async name => {
  const output = outputFor(sampleRecords, name, 'agent-90');

  for (const line of readCapture(name).split('\n'))
    if (/ERROR|FATAL|Out of memory/.test(line)) expect(output).toContain(line);
  await expect(output).toMatchFileSnapshot(goldenPath(sampleRecords, name, 'agent-90'));
});

test('counts per kind add up to the lines', () => {
  const lines = Array.from(
    { length: 600 },
    (_, i) =>
      `2025-03-01 10:${10 + (i % 50)}:${10 + (i % 49)} ${i % 3 === 0 ? 'WARN slow' : 'INFO served'} request ${i} in ${i % 97} ms`,
  );

  const output = applyTo(sampleRecords, lines.join('\n'), 'agent-90')?.output ?? '';

  expect(output).toContain('lines by level: INFO 400, WARN 200');
  expect(output).toMatch(/^×400: INFO served request \{1\} in \{2\} ms$/m);
  expect(output).toMatch(/^×200: WARN slow request \{1\} in \{2\} ms$/m);
});

test('a line that the question names stays', () => {
  const lines = Array.from(
    { length: 600 },
    (_, i) => `2025-03-01 10:00:${10 + (i % 49)} INFO served order ord-${7000 + i} in ${i % 97} ms`,
  );

  const output = applyTo(sampleRecords, lines.join('\n'), 'agent-90', 'what happened to ord-7411?')?.output;

  expect(output).toContain(lines[411]);
});

test('a planted error is found wherever it stands', () => {
  for (const at of [0, 150, 300, 450, 599]) {
    const lines = Array.from(
      { length: 600 },
      (_, i) => `2025-03-01 10:00:${10 + (i % 49)} INFO served request ${i} in ${i % 97} ms`,
    );
    lines[at] = '2025-03-01 10:00:59 ERROR disk /dev/sdb1 refused block 0xfe12';

    expect(applyTo(sampleRecords, lines.join('\n'), 'agent-90')?.output).toContain(lines[at]);
  }
});

test('a gap below redrawn progress names the lines of what the tool printed', () => {
  const progress = Array.from({ length: 40 }, (_, i) => `${i === 0 ? '' : '\u001b[1A\u001b[2K'}Downloading ${i}/40`);
  const served = Array.from(
    { length: 600 },
    (_, i) => `2025-03-01 10:00:${10 + (i % 49)} INFO served ${i} in ${i % 97} ms`,
  );
  const printed = [...progress, ...served];

  const shown = applyTo(sampleRecords, printed.join('\n'), 'agent-90')?.output.split('\n') ?? [];

  const gaps = shown.flatMap((line, i) => (/^\[… \S+ lines?,? .*\]$/.test(line) && i + 1 < shown.length ? [i] : []));
  expect(gaps.length).toBeGreaterThan(0);
  for (const i of gaps) expect(printed[Number(/(\d+)\]$/.exec(shown[i] ?? '')?.[1])]).toBe(shown[i + 1]);
});
