import { expect, test } from 'vitest';
import { sampleTables } from '../../../../../src/engine/transforms/text/tables/sampleTables.ts';
import { readCapture } from '../captures.ts';
import { goldenPath, outputFor } from '../textContext.ts';

test('every row is named, rows in a rare state stay in full', async () => {
  const output = outputFor(sampleTables, 'kubectl.txt', 'agent-90');

  for (const line of readCapture('kubectl.txt').trimEnd().split('\n').slice(1)) {
    expect(output).toContain(line.split(/\s+/)[1]);
    if (/CrashLoopBackOff|Pending/.test(line)) expect(output).toContain(line);
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleTables, 'kubectl.txt', 'agent-90'));
});

test('names and versions stay in balanced', async () => {
  const output = outputFor(sampleTables, 'dpkg-l.txt');

  for (const line of readCapture('dpkg-l.txt').trimEnd().split('\n')) {
    const [, name, version] = line.split(/\s+/);
    expect(output.includes(`${name}|${version}`) || output.includes(line)).toBe(true);
  }
  await expect(output).toMatchFileSnapshot(goldenPath(sampleTables, 'dpkg-l.txt'));
});
