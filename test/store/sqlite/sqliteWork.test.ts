import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite, sqliteWork, writes } from '../../../src/store/sqlite/sqliteWork.ts';
import { freshDatabase, makeFolder, recordingOf, startOfTime } from '../storeLab.ts';

it('keeps the key of a store, and makes another one when it is wiped', () => {
  const path = join(makeFolder(), 'store.db');
  const first = openSqlite(path, startOfTime);
  const { handleKey } = first.opened;
  first.database.close();

  const { database, opened } = openSqlite(path, startOfTime);

  expect(opened).toEqual({ handleKey, decisions: [], notice: undefined });
  expect(sqliteWork(database).wipe(undefined).handleKey).not.toEqual(handleKey);
  database.close();
});

it('goes on after a recording that failed', () => {
  const work = sqliteWork(freshDatabase());
  const good = recordingOf('e1', ['one']);

  expect(() => work.record({ ...good, texts: [{ hash: 'no hash', text: '' }] })).toThrow('not a SHA-256');
  work.record(good);

  expect(work.exchange('e1')?.blocks).toHaveLength(1);
  expect(work.block({ exchange: 'e1', position: 0 })?.before).toBe('one');
  expect(work.texts('absent')).toEqual([]);
});

it('waits for the disk only where a promise depends on it', () => {
  expect(writes.commit).toBe('durable');
  expect(writes.record).toBe('soon');
});
