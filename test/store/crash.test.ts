import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/openStore.ts';
import { makeFolder, openAt, replacement, storeOptions } from './storeLab.ts';

test('what was said to be committed survives a kill in the middle of commits', async () => {
  const path = join(makeFolder(), 'store.db');
  const child = spawn(process.execPath, [fileURLToPath(new URL('committer.ts', import.meta.url)), `sqlite:///${path}`]);
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.split('\n').length > 50) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const store = await openAt(path);
  const committed = said.split('\n').slice(0, -1);

  expect(committed.length).toBeGreaterThanOrEqual(50);
  for (const n of committed) {
    expect(store.find('p', `d${n}`)).toBeDefined();
    expect(await store.original(`h${n}`, 'p')).toBe(`original ${n} `.repeat(200));
  }
  await store.close();
});

test('two processes may write the same file at once', async () => {
  const path = join(makeFolder(), 'store.db');
  const child = spawn(process.execPath, [fileURLToPath(new URL('committer.ts', import.meta.url)), `sqlite:///${path}`]);
  await once(child.stdout, 'data');

  const store = await openAt(path);
  for (const n of [1, 2, 3])
    await store.commit('mine', [replacement(`a${n}`, `m${n}`)], [{ handle: `m${n}`, text: `t${n}` }]);
  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(await store.original('m3', 'mine')).toBe('t3');
  expect(await store.original('h0', 'p')).toContain('original 0');
  await store.close();
});

test('two processes may write long lines to the same file at once, and one that is killed keeps nothing from the other', async () => {
  const path = join(makeFolder(), 'store.jsonl');
  const text = (name: string): string => `original ${name} `.repeat(50_000);
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('committer.ts', import.meta.url)),
    `jsonl:///${path}`,
    '50000',
  ]);
  let said = '';
  child.stdout.on('data', chunk => (said += chunk));
  await once(child.stdout, 'data');

  const store = await openStore(`jsonl:///${path}`, storeOptions);
  const mine = Array.from({ length: 20 }, (_, n) => `m${n}`);
  for (const [n, name] of mine.entries()) {
    if (n === 15) child.kill('SIGKILL');
    await store.commit('p', [replacement(name, name)], [{ handle: name, text: text(name) }]);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const fresh = await openStore(`jsonl:///${path}`, storeOptions);
  const theirs = said.split('\n').slice(0, -1);

  for (const reader of [store, fresh]) {
    for (const name of mine) expect(await reader.original(name, 'p')).toBe(text(name));
    for (const n of theirs) expect(await reader.original(`h${n}`, 'p')).toBe(text(n));
  }
  expect(theirs.length).toBeGreaterThan(1);
  await store.close();
  await fresh.close();
});

test.skipIf(process.platform === 'win32')(
  'a full disk rejects the commit, and what was kept before is there',
  async () => {
    const path = join(makeFolder(), 'store.db');
    const committer = fileURLToPath(new URL('committer.ts', import.meta.url));
    // A limit on the size of files stands for a full disk; 512-byte units.
    const shell = `trap '' XFSZ; ulimit -f 1200; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', shell, process.execPath, committer, `sqlite:///${path}`]);
    const [said, complaint] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);

    const store = await openAt(path);
    const committed = said.split('\n').filter(line => line !== '');

    expect(complaint).toMatch(/StoreError.*(?:full|disk I\/O)/);
    expect(committed.length).toBeGreaterThan(10);
    for (const n of committed) expect(store.find('p', `d${n}`)).toBeDefined();
    expect(store.find('p', `d${committed.length}`)).toBeUndefined();
    await store.close();
  },
);

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
