import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WindowLease } from '../../src/extension/windowLease.ts';
import { AgentLease } from '../../src/process/agentLease.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

/** Above the largest process id of any system. */
const deadPid = 99_999_999;

it('counts as a terminal for windows that want to stop the engine, until it is released', async () => {
  const home = temporaryFolder();
  const lease = new AgentLease(home, process.pid);
  const window = new WindowLease(home, process.ppid);

  await lease.take();
  const taken = await window.countRoutedTerminals();
  await lease.release();

  expect(taken).toBe(1);
  expect(await window.countRoutedTerminals()).toBe(0);
});

it('sees other users of the engine, but none that died', async () => {
  const home = temporaryFolder();
  const lease = new AgentLease(home, process.pid);
  await lease.take();
  expect(await lease.hasOthers()).toBe(false);

  await writeFile(join(home, 'windows', `${deadPid}.json`), '{}');
  expect(await lease.hasOthers()).toBe(false);

  await new WindowLease(home, process.ppid).write(0);
  expect(await lease.hasOthers()).toBe(true);
  expect(await readFile(join(home, 'windows', `${process.pid}.json`), 'utf8')).toContain('1');
});
