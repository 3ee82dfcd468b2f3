import { expect, it } from 'vitest';
import {
  dropDecisions,
  dropOriginals,
  keepDecisions,
  readDecisions,
  readOriginal,
  touchDecisions,
} from '../../../src/store/sqlite/decisionsTable.ts';
import { freshDatabase, replacement } from '../storeLab.ts';

const commit = { project: 'p', decisions: [replacement('a', 'h1')], originals: [{ handle: 'h1', text: 'x' }], at: 10 };
const key = { project: 'p', identity: 'a' };

it('reads back what it kept', () => {
  const database = freshDatabase();
  keepDecisions(database, commit);

  expect(readDecisions(database)).toEqual([{ project: 'p', decision: replacement('a', 'h1'), touchedAt: 10 }]);
  expect(readOriginal(database, 'h1', 'p')).toBe('x');
  expect(readOriginal(database, 'h1')).toBe('x');
  expect(readOriginal(database, 'h1', 'q')).toBeUndefined();
});

it('a later decision for the same block wins', () => {
  const database = freshDatabase();
  const left = { identity: 'a', outcome: { kind: 'leave', reason: 'late' }, tokensBefore: 0, tokensAfter: 0 } as const;
  keepDecisions(database, commit);
  keepDecisions(database, { project: 'p', decisions: [left], originals: [], at: 11 });

  expect(readDecisions(database).map(({ decision }) => decision)).toEqual([left]);
});

it('deletes an original only when it is old and no decision needs it', () => {
  const database = freshDatabase();
  keepDecisions(database, commit);
  keepDecisions(database, { project: 'p', decisions: [], originals: [{ handle: 'lone', text: 'y' }], at: 10 });

  expect(dropOriginals(database, 10)).toBe(0);
  expect(dropOriginals(database, 11)).toBe(1);
  expect(readOriginal(database, 'h1')).toBe('x');
});

it('leaves a decision that was touched after it was chosen to go', () => {
  const database = freshDatabase();
  keepDecisions(database, commit);
  touchDecisions(database, [key], 50);

  expect(dropDecisions(database, [key], 20)).toBe(0);
  expect(dropDecisions(database, [key], 51)).toBe(1);
});
