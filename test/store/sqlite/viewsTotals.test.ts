import { expect, it } from 'vitest';
import { keepExchange } from '../../../src/store/sqlite/exchangesTable.ts';
import { ListsTable } from '../../../src/store/sqlite/listsTable.ts';
import { summarize, totalsSince } from '../../../src/store/sqlite/viewsTotals.ts';
import { freshDatabase, recordingOf, startOfTime } from '../storeLab.ts';

it('never adds what was saved to what could have been', () => {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  const { saved: _, ...unsaved } = recordingOf('e2', []).exchange;
  keepExchange(database, lists, recordingOf('e1', [], { saved: { tokens: 5, usd: 0.5, source: 'measured' } }));
  keepExchange(database, lists, {
    exchange: { ...unsaved, mode: 'audit', couldSave: { tokens: 7, usd: 2 } },
    texts: [],
  });

  expect(totalsSince(database, 0).today).toEqual({
    tokensSaved: 5,
    measuredUsd: 0.5,
    estimatedUsd: 0,
    couldHaveSavedUsd: 2,
  });
  expect(summarize(database)).toMatchObject({
    totalRequests: 2,
    totalTokensSaved: 5,
    totalTokensSimulated: 7,
    firstAt: startOfTime,
  });
});

it('shows an empty store as such', () => {
  const database = freshDatabase();

  expect(totalsSince(database, 0)).toMatchObject({ clients: [], limits: [], exchanges: 0 });
  expect(summarize(database)).not.toHaveProperty('firstAt');
});
