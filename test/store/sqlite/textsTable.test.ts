import { expect, it } from 'vitest';
import { keepBlock } from '../../../src/store/sqlite/blocksTable.ts';
import { keepText, readText, sweepTexts } from '../../../src/store/sqlite/textsTable.ts';
import { freshDatabase, sha256 } from '../storeLab.ts';

it('keeps a text once, whoever names it', () => {
  const database = freshDatabase();

  const first = keepText(database, 'a log');

  expect(keepText(database, 'a log')).toBe(first);
  expect(readText(database, first)).toBe('a log');
});

it('tells texts apart that only differ in half characters', () => {
  const database = freshDatabase();
  const [high, low] = ['\ud800', '\udc00'].map(text => keepText(database, text));

  expect(high).not.toBe(low);
  expect(readText(database, low ?? 0)).toBe('\udc00');
});

it('sweeps what nothing names any more, a few at a time', () => {
  const database = freshDatabase();
  keepBlock(database, { hash: sha256('named'), text: 'named' });
  for (const n of [1, 2, 3]) keepText(database, `lone ${n}`);

  const first = sweepTexts(database, 0, 2);
  const second = sweepTexts(database, first.next ?? 0, 2);

  expect(first.deleted + second.deleted).toBe(3);
  expect(sweepTexts(database, second.next ?? 0, 2)).toEqual({ deleted: 0, next: undefined });
});
