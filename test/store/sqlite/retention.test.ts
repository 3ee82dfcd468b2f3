import { expect, it } from 'vitest';
import { keepExchange } from '../../../src/store/sqlite/exchangesTable.ts';
import { ListsTable } from '../../../src/store/sqlite/listsTable.ts';
import { retain } from '../../../src/store/sqlite/retention.ts';
import { freshDatabase, recordingOf, startOfTime } from '../storeLab.ts';

it('goes in steps, so that a commit never waits long, and ends with nothing that is too old', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  database.transaction('soon', () => {
    for (let n = 0; n < 100; n++) {
      keepExchange(database, lists, recordingOf(`e${n}`, [`text ${n}`], { startedAt: startOfTime + n }));
    }
  });

  const order = { cutoff: startOfTime + 90, maxBytes: Number.MAX_SAFE_INTEGER, decisions: [] };
  const steps = [...retain(database, order)];

  expect(steps.length).toBeGreaterThan(8);
  expect(steps.at(-1)).toMatchObject({ exchanges: 90, texts: 90, isDone: true });
  expect(steps.at(-1)?.forgotten).toHaveLength(90);
  expect(database.get('SELECT count(*) AS count FROM exchanges')?.count).toBe(10);
  expect(database.get('SELECT count(*) AS count FROM lists')?.count).toBe(10);
});

it('ends although what is left is more than it may be', () => {
  const database = freshDatabase();

  const steps = [...retain(database, { cutoff: 0, maxBytes: 1, decisions: [] })];

  expect(steps.at(-1)?.isDone).toBe(true);
});
