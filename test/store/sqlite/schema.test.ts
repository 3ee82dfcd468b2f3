import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { schemaVersion } from '../../../src/store/sqlite/schema.ts';
import { makeFolder, openAt } from '../storeLab.ts';

it('has no column for a credential, a header or an account', async () => {
  const path = join(makeFolder(), 'store.db');
  await (await openAt(path)).close();
  const database = new DatabaseSync(path);

  const columns = database
    .prepare(`SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`)
    .all()
    .map(row => `${row.t}.${row.c}`);

  expect(columns.length).toBeGreaterThan(40);
  expect(columns.filter(name => /header|auth|credential|secret|cookie|account|user|api_?key/i.test(name))).toEqual([]);
  database.close();
});

it('leaves the file of a newer version as it is, and says to update', async () => {
  const path = join(makeFolder(), 'store.db');
  await (await openAt(path)).close();
  setVersion(path, schemaVersion + 1);
  const before = readFileSync(path);

  await expect(openAt(path)).rejects.toThrow(/written by a newer Headroom.*Update Headroom/);

  expect(readFileSync(path)).toEqual(before);
});

it('brings an older file up to date and keeps what it holds', async () => {
  const path = join(makeFolder(), 'store.db');
  const first = await openAt(path);
  await first.commit('p', [], [{ handle: 'h1', text: 'from the first version' }]);
  await first.close();
  const database = new DatabaseSync(path);
  database.exec('DROP TABLE retrievals; ALTER TABLE exchanges DROP COLUMN origin; PRAGMA user_version = 1');
  database.close();

  const second = await openAt(path);
  await second.noteRetrieval(5);

  expect(await second.original('h1')).toBe('from the first version');
  expect((await second.summary()).retrievals.tokens).toBe(5);
  await second.close();
});

function setVersion(path: string, version: number): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}
