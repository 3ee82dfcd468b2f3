import { expect, it } from 'vitest';
import { handleKey, readState, writeState } from '../../../src/store/sqlite/stateTable.ts';
import { freshDatabase } from '../storeLab.ts';

it('rewrites state as a whole', () => {
  const database = freshDatabase();
  writeState(database, 'calibration', '1');
  writeState(database, 'calibration', '2');

  expect(readState(database, 'calibration')).toBe('2');
  expect(readState(database, 'other')).toBeUndefined();
});

it('makes its key once', () => {
  const database = freshDatabase();
  const key = handleKey(database);

  expect(key).toHaveLength(32);
  expect(handleKey(database)).toEqual(key);
});
