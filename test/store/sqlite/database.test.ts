import { randomBytes } from 'node:crypto';
import { existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isDamage, openDatabase } from '../../../src/store/sqlite/database.ts';
import { makeFolder, openAt, recordingOf, replacement, startOfTime } from '../storeLab.ts';

it('undoes a transaction that fails, and only the part that may fail alone', () => {
  const { database } = openDatabase(join(makeFolder(), 'store.db'), startOfTime);
  const put = (name: string): number => database.run('INSERT INTO state VALUES (?, ?)', name, '1');
  const names = (): readonly unknown[] => database.all('SELECT name FROM state ORDER BY name').map(row => row.name);

  const failing = (): void =>
    database.transaction('soon', () => {
      put('lost');
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  database.transaction('soon', () => {
    put('kept');
    expect(() =>
      database.attempt(() => {
        put('part');
        throw new Error('alone');
      }),
    ).toThrow('alone');
  });

  expect(names()).toEqual(['kept']);
  database.close();
});

it('tells damage from other failures', () => {
  expect(isDamage(Object.assign(new Error('malformed'), { errcode: 11 }))).toBe(true);
  expect(isDamage(Object.assign(new Error('corrupt index'), { errcode: 779 }))).toBe(true);
  expect(isDamage(Object.assign(new Error('full'), { errcode: 13 }))).toBe(false);
  expect(isDamage('malformed')).toBe(false);
});

it('damage that shows while the store is in use leads to a fresh one at once, and nothing is deleted', async () => {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  await fill(path);
  const notices: string[] = [];
  const store = await openAt(path, { notify: notice => notices.push(notice) });
  await store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'written before the damage' }]);

  overwriteAllButFirstPage(path);
  await Promise.all(Array.from({ length: 60 }, (_, n) => store.exportConversation(`c${n}`)));
  await store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'written afterwards' }]);
  const kept = [store.find('p', 'a'), store.find('p', 'b')];
  await store.close();
  const next = await openAt(path);

  expect(notices).toEqual([expect.stringContaining('was damaged while it was in use')]);
  expect(kept[1]).toEqual(replacement('b', 'h2'));
  // An original that the damaged file still gives comes along with its decision; otherwise both go.
  expect(await next.original('h1')).toBe(kept[0] === undefined ? undefined : 'written before the damage');
  expect(await next.original('h2')).toBe('written afterwards');
  expect((await next.summary()).totalRequests).toBe(0);
  expect(readdirSync(folder).some(name => name.includes('.damaged-'))).toBe(true);
  expect(existsSync(`${path}-damaged`)).toBe(false);
  await next.close();
});

/** More than the database keeps in memory. */
async function fill(path: string): Promise<void> {
  const store = await openAt(path);
  for (let n = 0; n < 60; n++) {
    const text = randomBytes(120_000).toString('base64');
    store.record(recordingOf(`e${n}`, [text], { conversation: `c${n}`, startedAt: startOfTime + n }));
    await store.flush();
  }
  await store.close();
}

function overwriteAllButFirstPage(path: string): void {
  const page = 4096;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(statSync(path).size - page, 0xa5), 0, undefined, page);
}
