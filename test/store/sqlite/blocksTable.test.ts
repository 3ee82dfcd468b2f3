import { expect, it } from 'vitest';
import { blockId, blockText, keepBlock, sweepBlocks } from '../../../src/store/sqlite/blocksTable.ts';
import { freshDatabase, sha256 } from '../storeLab.ts';

it('keeps the first text under a name', () => {
  const database = freshDatabase();
  const hash = sha256('one');
  keepBlock(database, { hash, text: 'one' });
  keepBlock(database, { hash, text: 'another' });

  expect(blockText(database, hash)).toBe('one');
  expect(blockText(database, sha256('two'))).toBeUndefined();
  expect(blockId(database, sha256('two'))).toBeUndefined();
});

it('refuses a name that is no hash', () => {
  expect(() => keepBlock(freshDatabase(), { hash: 'ABC', text: '' })).toThrow('"ABC" is not a SHA-256');
});

it('tells the names of what it sweeps', () => {
  const database = freshDatabase();
  keepBlock(database, { hash: sha256('one'), text: 'one' });

  expect(sweepBlocks(database, 0, 10)).toMatchObject({ deleted: 1, hashes: [sha256('one')] });
  expect(sweepBlocks(database, 0, 10)).toEqual({ deleted: 0, next: undefined, hashes: [] });
});
