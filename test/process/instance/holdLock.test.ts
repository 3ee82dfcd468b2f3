import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { holdLock } from '../../../src/process/instance/holdLock.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

it('lets one in at a time, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  let inside = 0;
  let most = 0;

  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const release = await holdLock(join(folder, 'lock'));
      most = Math.max(most, ++inside);
      await new Promise(resolve => setTimeout(resolve, 2));
      inside -= 1;
      await release();
    }),
  );

  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['a process that ended', () => ({ pid: spawnSync(process.execPath, ['-e', '']).pid }), 0],
  ['an earlier process that had the same id', () => ({ pid: process.pid }), 3600],
  ['a process that got the id of the one that crashed', () => ({ pid: process.ppid }), 3600],
])('takes the lock of %s', async (_name, owner, ageSeconds) => {
  const path = join(temporaryFolder(), 'lock');
  await writeFile(path, JSON.stringify(owner()));
  const written = Date.now() / 1000 - ageSeconds;
  utimesSync(path, written, written);

  const release = await holdLock(path);

  await expect(holdLock(path, { waitMs: 0 })).rejects.toThrow(`The process ${process.pid} holds`);
  await release();
});

it('says who holds it and what to do when that takes too long', async () => {
  const path = join(temporaryFolder(), 'lock');
  await writeFile(path, JSON.stringify({ pid: process.ppid }));

  await expect(holdLock(path, { waitMs: 30 })).rejects.toThrow(
    `The process ${process.ppid} holds ${path}, for longer than anybody waits. Remove that file if no Headroom runs.`,
  );
  await rm(path);
  await (await holdLock(path))();
});
