import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WindowLease } from '../../src/extension/windowLease.ts';

const deadPid = 2 ** 22 + 1;

test('terminals of all living windows are counted; a dead window counts for nothing and is tidied away', async () => {
  const home = await mkdtemp(join(tmpdir(), 'headroom-lease-'));
  const ours = new WindowLease(home, process.pid);
  await ours.write(2);
  await new WindowLease(home, process.ppid).write(3);
  await new WindowLease(home, deadPid).write(5);

  expect(await ours.countRoutedTerminals()).toBe(5);
  expect(await readdir(join(home, 'windows'))).not.toContain(`${deadPid}.json`);
  await ours.release();
  expect(await ours.countRoutedTerminals()).toBe(3);
  await rm(home, { recursive: true });
});
