import { expect, test } from 'vitest';
import { sampleTables } from '../../../../../src/engine/transforms/text/tables/sampleTables.ts';
import { readCapture } from '../captures.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

test('every row is named, rows in a rare state stay in full', async () => {
  const output = outputFor(sampleTables, 'kubectl.txt', 'agent-90');

  for (const line of readCapture('kubectl.txt').trimEnd().split('\n').slice(1)) {
    expect(output).toContain(line.split(/\s+/)[1]);
    if (/CrashLoopBackOff|Pending/.test(line)) expect(output).toContain(line);
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleTables, 'kubectl.txt', 'agent-90'));
});

test('rows that failed stay in full, however many states there are', () => {
  const failed = ['CrashLoopBackOff', 'ImagePullBackOff', 'OOMKilled', 'Error', 'Evicted', 'Init:0/1', 'Unknown'];
  const rows = Array.from({ length: 220 }, (_, i) =>
    [
      (i % 3 === 0 ? 'shop' : 'kube-system').padEnd(16),
      `pod-${(i * 7919).toString(36)}-${i}`.padEnd(24),
      (i % 30 === 11 ? failed[(i - 11) / 30] : i % 40 === 5 ? 'Completed' : 'Running')?.padEnd(20),
      `${i % 9}d`.padEnd(8),
      `10.0.${i % 7}.${i}`,
    ].join(''),
  );
  const text = `${['NAMESPACE'.padEnd(16), 'NAME'.padEnd(24), 'STATUS'.padEnd(20), 'AGE'.padEnd(8), 'IP'].join('')}\n${rows.join('\n')}\n`;

  const output = applyTo(sampleTables, text, 'agent-90')?.output;

  for (const state of failed) expect(output).toContain(rows.find(row => row.includes(state)));
});

test('a state that fails is told from others even where none is usual', () => {
  const rows = Array.from({ length: 210 }, (_, i) =>
    [
      `${['web', 'db', 'mail'][i % 3]}-${(i * 7919).toString(36)}-${i}`.padEnd(24),
      `${i === 77 ? 'failed' : `step ${i % 20}`}`.padEnd(12),
      `the ${i % 9}th machine of its kind, in room ${i % 13}`,
    ].join(''),
  );

  expect(applyTo(sampleTables, rows.join('\n'), 'agent-90')?.output).toContain(rows[77]);
});

test('names and versions stay in balanced', async () => {
  const output = outputFor(sampleTables, 'dpkg-l.txt');

  for (const line of readCapture('dpkg-l.txt').trimEnd().split('\n')) {
    const [, name, version] = line.split(/\s+/);
    expect(output.includes(`${name}|${version}`) || output.includes(line)).toBe(true);
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleTables, 'dpkg-l.txt'));
});
