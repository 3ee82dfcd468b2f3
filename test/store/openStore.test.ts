import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/openStore.ts';
import { makeFolder, openAt, storeOptions } from './storeLab.ts';

/** A database's thread on a machine that cannot run one. */
function brokenWorker(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

const lockless = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id }) => parentPort.postMessage(
    { id, kind: 'failed', message: 'locking protocol', unusable: 'the file system has no locks' }));`;

it.each([
  ['node:sqlite is missing', `import 'node:sqlite-that-is-not-there';`, 'this Node has no node:sqlite'],
  ['the file system has no locks', lockless, 'the file system has no locks'],
])('when %s, lines of JSON stand in, with a notice', async (_, source, reason) => {
  const path = join(makeFolder(), 'store.db');
  const notices: string[] = [];

  const store = await openStore(`sqlite:///${path}`, {
    ...storeOptions,
    workerUrl: brokenWorker(source),
    notify: notice => notices.push(notice),
  });

  expect(store.kind).toBe('jsonl');
  expect(store.path).toBe(`${path}.jsonl`);
  expect(notices).toEqual([expect.stringContaining(`SQLite cannot be used here (${reason})`)]);
  await store.close();
});

it('any other failure is told, not worked around', async () => {
  const failing = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id }) => parentPort.postMessage({ id, kind: 'failed', message: 'no space' }));`;
  const options = { ...storeOptions, workerUrl: brokenWorker(failing) };

  await expect(openStore(`sqlite:///${makeFolder()}/store.db`, options)).rejects.toThrow('no space');
});

it('the store "none" keeps nothing on disk', async () => {
  const store = await openStore('none', storeOptions);

  expect(store.kind).toBe('none');
  expect(store.keepsOriginals).toBe(false);
});

it('a database that works is used', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));

  expect(store.kind).toBe('sqlite');
  await store.close();
});
