import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isProcessAlive } from '../../../src/process/instance/isProcessAlive.ts';
import {
  createLock,
  type FoundOwner,
  readLock,
  releaseLock,
  removeStaleLock,
} from '../../../src/process/instance/lockFile.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const dead = spawnSync(process.execPath, ['-e', '']).pid;

/** Takes the lock as often as it can be had, and tells whether somebody else ever had it meanwhile. */
async function contend(path: string, holders: Set<number>, me: number): Promise<boolean> {
  let wasShared = false;
  for (let taken = 0; taken < 3; ) {
    if (await createLock(path, { pid: process.pid })) {
      wasShared ||= holders.size > 0;
      holders.add(me);
      await delay(1);
      wasShared ||= holders.size > 1;
      holders.delete(me);
      await releaseLock(path, process.pid);
      taken++;
      continue;
    }
    const owner = await readLock(path);
    if (typeof owner === 'object' && !isProcessAlive(owner.pid)) await removeStaleLock(path, owner);
  }
  return wasShared;
}

it('has one holder at a time, however many found the one before it dead', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 20; round++) {
    const path = join(folder, `lock-${round}`);
    await createLock(path, { pid: dead });
    const holders = new Set<number>();

    const shared = await Promise.all([1, 2, 3, 4, 5].map(me => contend(path, holders, me)));

    expect(shared).not.toContain(true);
  }
});

it('stays when a living owner has it by the time that its removal begins', async () => {
  const path = join(temporaryFolder(), 'lock');
  await createLock(path, { pid: process.pid });
  const stale: FoundOwner = { pid: dead, ageMs: 90_000 };

  await removeStaleLock(path, stale);

  expect(await readLock(path)).toMatchObject({ pid: process.pid });
});
