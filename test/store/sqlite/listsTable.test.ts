import { expect, it } from 'vitest';
import { ListsTable } from '../../../src/store/sqlite/listsTable.ts';
import { freshDatabase, recordingOf } from '../storeLab.ts';

const texts = Array.from({ length: 300 }, (_, n) => `block ${n}`);

it('reads any list of a long chain back, also when nothing of it is in memory', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  let base: number | undefined;
  const ids = texts.map((_, turn) => {
    base = lists.keep(recordingOf('e', texts.slice(0, turn + 1)).exchange, base);
    return base;
  });

  const cold = new ListsTable(database);

  for (const turn of [0, 150, 299]) {
    const expected = recordingOf('e', texts.slice(0, turn + 1)).exchange.blocks;
    expect(cold.read(ids[turn] ?? 0).blocks).toEqual(expected);
  }
});

it('writes a list whole when its deltas outweigh it', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  let base: number | undefined;
  for (let at = 0; at < 100; at += 20) base = lists.keep(recordingOf('e', texts.slice(at, at + 20)).exchange, base);

  const whole = database.all('SELECT id FROM lists WHERE base IS NULL');

  expect(whole.length).toBeGreaterThan(1);
});

it('says which list is missing', () => {
  expect(() => new ListsTable(freshDatabase()).read(7)).toThrow('List 7 is missing');
});
