import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeFolder, openAt, replacement } from './storeLab.ts';

test('what was said to be committed survives a kill in the middle of commits', async () => {
  const path = join(makeFolder(), 'store.db');
  const child = spawn(process.execPath, [fileURLToPath(new URL('committer.ts', import.meta.url)), path]);
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
  const child = spawn(process.execPath, [fileURLToPath(new URL('committer.ts', import.meta.url)), path]);
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
