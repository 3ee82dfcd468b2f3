import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { textIn } from './row.ts';

export function readState(database: Database, name: string): string | undefined {
  const row = database.get('SELECT value FROM state WHERE name = ?', name);
  return row === undefined ? undefined : textIn(row, 'value');
}

export function writeState(database: Database, name: string, value: string): void {
  database.run('INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', name, value);
}

/** The secret of this store's handles, made on first use. Two processes that start together agree on the first one's. */
export function handleKey(database: Database): Uint8Array {
  return database.transaction('durable', () => {
    const known = readState(database, 'handleKey');
    if (known !== undefined) return Buffer.from(known, 'hex');
    const key = randomBytes(32);
    writeState(database, 'handleKey', key.toString('hex'));
    return key;
  });
}

/** Gives a store the key of the one that it follows, so that handles which agents have seen stay what they are. */
export function keepHandleKey(database: Database, key: Uint8Array): void {
  database.transaction('durable', () => writeState(database, 'handleKey', Buffer.from(key).toString('hex')));
}
