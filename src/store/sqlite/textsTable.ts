import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { packText, unpackText } from './packedText.ts';
import { bytesIn, numberIn } from './row.ts';

/** Keeps a text once, whoever names it, and returns its number. */
export function keepText(database: Database, text: string): number {
  const sha256 = createHash('sha256').update(bytesOf(text)).digest();
  const known = database.get('SELECT id FROM texts WHERE sha256 = ?', sha256);
  if (known !== undefined) return numberIn(known, 'id');
  const { codec, data } = packText(text);
  return database.insert('INSERT INTO texts (sha256, codec, data) VALUES (?, ?, ?)', sha256, codec, data);
}

export function readText(database: Database, id: number): string {
  const row = database.get('SELECT codec, data FROM texts WHERE id = ?', id);
  if (row === undefined) throw new Error(`Text ${id} is missing from the store.`);
  return unpackText({ codec: numberIn(row, 'codec'), data: bytesIn(row, 'data') });
}

/** Deletes up to `limit` of the texts that nothing names any more, from `after` on. */
export function sweepTexts(database: Database, after: number, limit: number): Sweep {
  const candidates = database.all('SELECT id FROM texts WHERE id > ? ORDER BY id LIMIT ?', after, limit);
  const last = candidates.at(-1);
  if (last === undefined) return { deleted: 0, next: undefined };
  const deleted = database.run(
    `DELETE FROM texts WHERE id > ? AND id <= ?
       AND NOT EXISTS (SELECT 1 FROM blocks WHERE text = texts.id)
       AND NOT EXISTS (SELECT 1 FROM originals WHERE text = texts.id)
       AND NOT EXISTS (SELECT 1 FROM decisions WHERE output = texts.id)`,
    after,
    numberIn(last, 'id'),
  );
  return { deleted, next: numberIn(last, 'id') };
}

/** One step of a pass over a table: how much went, and where the next step begins; no next step at the end. */
export interface Sweep {
  readonly deleted: number;
  readonly next: number | undefined;
}

/** Lone surrogates have no UTF-8; hashing their replacement characters would make different texts equal. */
function bytesOf(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.from(text, 'utf16le');
}
