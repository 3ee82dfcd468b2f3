import type { BlockText } from '../store.ts';
import type { Database } from './database.ts';
import { numberIn, textIn } from './row.ts';
import { keepText, readText, type Sweep } from './textsTable.ts';

/** The hash is the caller's name for the text; the first text under a name stays. */
export function keepBlock(database: Database, { hash, text }: BlockText): void {
  if (blockId(database, hash) !== undefined) return;
  database.run('INSERT INTO blocks (hash, text) VALUES (?, ?)', hashBytes(hash), keepText(database, text));
}

export function blockId(database: Database, hash: string): number | undefined {
  const row = database.get('SELECT id FROM blocks WHERE hash = ?', hashBytes(hash));
  return row === undefined ? undefined : numberIn(row, 'id');
}

/** `undefined` when the text was not recorded or is collected already. */
export function blockText(database: Database, hash: string): string | undefined {
  const row = database.get('SELECT text FROM blocks WHERE hash = ?', hashBytes(hash));
  return row === undefined ? undefined : readText(database, numberIn(row, 'text'));
}

/** Deletes blocks that no list names any more, and tells their hashes, so that callers forget that they are stored. */
export function sweepBlocks(database: Database, after: number, limit: number): Sweep & { hashes: readonly string[] } {
  const candidates = database.all('SELECT id FROM blocks WHERE id > ? ORDER BY id LIMIT ?', after, limit);
  const last = candidates.at(-1);
  if (last === undefined) return { deleted: 0, next: undefined, hashes: [] };
  const rows = database.all(
    `DELETE FROM blocks WHERE id > ? AND id <= ?
       AND NOT EXISTS (SELECT 1 FROM list_blocks WHERE block = blocks.id)
     RETURNING lower(hex(hash)) AS hash`,
    after,
    numberIn(last, 'id'),
  );
  return { deleted: rows.length, next: numberIn(last, 'id'), hashes: rows.map(row => textIn(row, 'hash')) };
}

function hashBytes(hash: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`"${hash}" is not a SHA-256 in hexadecimal digits.`);
  return Buffer.from(hash, 'hex');
}
