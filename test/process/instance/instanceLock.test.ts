import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InstanceLock } from '../../../src/process/instance/instanceLock.ts';
import { Lab } from '../../proxy/proxyLab.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const lab = new Lab();
let folder = '';
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'store.db.lock');
});
afterEach(() => lab.stop());

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

it('is held by one, and free again when that one lets go', async () => {
  const first = await InstanceLock.take(path, process.pid);
  const second = await InstanceLock.take(path, process.pid);
  if (first.kind === 'held') await first.lock.release();
  const third = await InstanceLock.take(path, process.pid);

  expect([first.kind, second.kind, third.kind]).toEqual(['held', 'taken', 'held']);
});

it('says where its owner listens', async () => {
  const taken = await InstanceLock.take(path, process.pid);
  if (taken.kind === 'held') await taken.lock.announce(1234);

  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ pid: process.pid, port: 1234 });
});

it.each([
  ['a process that ended', () => ({ pid: deadPid() })],
  ['a process whose port nobody answers', () => ({ pid: process.pid, port: 1 })],
])('is taken over from %s', async (_name, owner) => {
  await writeFile(path, JSON.stringify(owner()));

  expect((await InstanceLock.take(path, process.pid)).kind).toBe('held');
});

it('is left to an engine that answers as its owner, and taken from one that answers as another', async () => {
  const health = { product: 'headroom-context-mri', status: 'ok', version: '1', mode: 'audit', pid: process.pid };
  const server = http.createServer((_, response) => response.end(JSON.stringify(health)));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  lab.onStop(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  await writeFile(path, JSON.stringify({ pid: process.pid, port }));
  const fromLiving = await InstanceLock.take(path, 1);
  await writeFile(path, JSON.stringify({ pid: process.ppid, port }));
  const fromReusedPid = await InstanceLock.take(path, 1);

  expect(fromLiving).toEqual({ kind: 'taken', owner: expect.objectContaining({ pid: process.pid, port }) });
  expect(fromReusedPid.kind).toBe('held');
});

it('is left to an engine that is too busy to answer, for as long as its process lives', async () => {
  const busy = await lab.upstream(() => undefined);
  await writeFile(path, JSON.stringify({ pid: process.pid, port: busy.port }));
  const fromBusy = await InstanceLock.take(path, 1);
  await writeFile(path, JSON.stringify({ pid: deadPid(), port: busy.port }));
  const fromDead = await InstanceLock.take(path, 1);

  expect([fromBusy.kind, fromDead.kind]).toEqual(['taken', 'held']);
});

it('goes to exactly one of many that find it stale', async () => {
  await writeFile(path, JSON.stringify({ pid: deadPid() }));

  const results = await Promise.all(Array.from({ length: 8 }, () => InstanceLock.take(path, process.pid)));

  expect(results.filter(({ kind }) => kind === 'held')).toHaveLength(1);
});

it('is put back when somebody deleted it, folder and all', async () => {
  const taken = await InstanceLock.take(path, process.pid);
  if (taken.kind !== 'held') throw new Error('not held');
  await taken.lock.announce(1234);
  await rm(folder, { recursive: true });

  await taken.lock.retake();
  await taken.lock.retake();

  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ pid: process.pid, port: 1234 });
});

it('is not put back over the lock of another engine', async () => {
  const taken = await InstanceLock.take(path, process.pid);
  if (taken.kind !== 'held') throw new Error('not held');
  await writeFile(path, JSON.stringify({ pid: process.pid + 1 }));

  await expect(taken.lock.retake()).rejects.toThrow('Another Headroom engine has taken the lock');
});
