import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Lease } from '../../../src/process/instance/lease.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

/** Above the largest process id of any system. */
const deadPid = 99_999_999;

it('counts the agents of all living windows and commands; what a dead one left is tidied away', async () => {
  const home = temporaryFolder();
  const window = new Lease(home, process.pid);
  const command = new Lease(home, process.ppid);
  await window.write(2);
  await command.write(1);
  await new Lease(home, deadPid).write(5);

  expect(await window.countAgents()).toBe(3);
  expect(await readdir(join(home, 'windows'))).not.toContain(`${deadPid}.json`);
  await command.release();
  expect(await window.countAgents()).toBe(2);
});

it('sees other users of the engine, but none that died, and no file that is half written', async () => {
  const home = temporaryFolder();
  const lease = new Lease(home, process.pid);
  await lease.write(1);
  expect(await lease.hasOthers()).toBe(false);

  await writeFile(join(home, 'windows', `${deadPid}.json`), '{}');
  await writeFile(join(home, 'windows', `${process.ppid}.json.1f2e`), '{');
  expect(await lease.hasOthers()).toBe(false);

  await new Lease(home, process.ppid).write(0);
  expect(await lease.hasOthers()).toBe(true);
});
