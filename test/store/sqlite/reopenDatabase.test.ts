import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { keepDecisions, readDecisions, readOriginal } from '../../../src/store/sqlite/decisionsTable.ts';
import { reopenDatabase } from '../../../src/store/sqlite/reopenDatabase.ts';
import { handleKey } from '../../../src/store/sqlite/stateTable.ts';
import { makeFolder, replacement, startOfTime } from '../storeLab.ts';

const left = (identity: string) =>
  ({ identity, outcome: { kind: 'leave', reason: 'no gain' }, tokensBefore: 9, tokensAfter: 9 }) as const;

function lostDatabase(): Database {
  const { database } = openDatabase(join(makeFolder(), 'store.db'), startOfTime);
  const originals = [{ handle: 'h1', text: 'the original' }];
  const decisions = [replacement('a', 'h1'), left('b')];
  database.transaction('durable', () => keepDecisions(database, { project: 'p', decisions, originals, at: 1 }));
  rmSync(database.path);
  return database;
}

it('takes along what is asked for, with its originals and its age, and keeps the key', () => {
  const lost = lostDatabase();
  const key = Buffer.alloc(32, 7);
  const decisions = readDecisions(lost);

  const { database, notice } = reopenDatabase(lost, { loss: 'deleted', now: startOfTime, handleKey: key, decisions });

  expect(readDecisions(database)).toEqual(decisions);
  expect(readOriginal(database, 'h1', 'p')).toBe('the original');
  expect(Buffer.from(handleKey(database))).toEqual(key);
  expect(notice).toContain('2 decisions');
  database.close();
});

it('leaves a replacement behind whose original nobody has any more', () => {
  const lost = lostDatabase();
  const decisions = ['h1', 'h2'].map(handle => ({
    project: 'p',
    decision: replacement(`of ${handle}`, handle),
    touchedAt: 1,
  }));

  const { database } = reopenDatabase(lost, {
    loss: 'deleted',
    now: startOfTime,
    handleKey: handleKey(lost),
    decisions,
  });

  expect(readDecisions(database).map(({ decision }) => decision.identity)).toEqual(['of h1']);
  database.close();
});
