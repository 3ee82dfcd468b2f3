import { expect, it } from 'vitest';
import { keepExchange } from '../../../src/store/sqlite/exchangesTable.ts';
import { ListsTable } from '../../../src/store/sqlite/listsTable.ts';
import { freshDatabase, recordingOf, startOfTime } from '../storeLab.ts';

it('gives exchanges of one millisecond places of their own, in order, and a repeated one keeps its place', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  for (const id of ['e1', 'e2', 'e3', 'e2']) keepExchange(database, lists, recordingOf(id, [id]));
  keepExchange(database, lists, recordingOf('later', [], { startedAt: startOfTime + 1 }));

  const rows = database.all('SELECT id, place FROM exchanges ORDER BY place');

  expect(rows.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'later']);
  expect(new Set(rows.map(({ place }) => place)).size).toBe(4);
});

it('shares the rows of the list that the parent has', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  const texts = Array.from({ length: 50 }, (_, n) => `block ${n}`);
  keepExchange(database, lists, recordingOf('e1', texts));
  keepExchange(database, lists, recordingOf('e2', [...texts, 'new'], { parent: 'e1' }));

  const sizes = database.all('SELECT base, length(data) AS bytes FROM lists ORDER BY id');

  expect(sizes[1]?.base).toBe(1);
  expect(Number(sizes[1]?.bytes)).toBeLessThan(Number(sizes[0]?.bytes) / 4);
});
