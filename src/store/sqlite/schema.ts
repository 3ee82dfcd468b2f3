import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { numberIn } from './row.ts';

/**
 * One entry per version; a released entry is never edited, only followed by another. There is no column for a header or a
 * key of a provider anywhere, on purpose.
 *
 * texts      every text once, under its own SHA-256: blocks, replacements, originals and outputs share it
 * blocks     the hash by which exchanges name a text
 * lists      an exchange's blocks, receipts and findings, as a delta against an earlier list (see listsTable.ts)
 * decisions  what happens to a block, for ever; `originals` are the texts that decisions took away
 * retrievals when agents fetched originals back, and how many tokens
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    codec INTEGER NOT NULL,
    data BLOB NOT NULL
  );
  CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    text INTEGER NOT NULL REFERENCES texts (id)
  );
  CREATE INDEX blocks_text ON blocks (text);
  CREATE TABLE lists (
    -- Never reused: another process may still remember a deleted list by its number.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    base INTEGER REFERENCES lists (id),
    chain_bytes INTEGER NOT NULL,
    codec INTEGER NOT NULL,
    data BLOB NOT NULL
  );
  CREATE INDEX lists_base ON lists (base) WHERE base IS NOT NULL;
  CREATE TABLE list_blocks (
    list INTEGER NOT NULL REFERENCES lists (id),
    block INTEGER NOT NULL REFERENCES blocks (id),
    PRIMARY KEY (list, block)
  ) WITHOUT ROWID;
  CREATE INDEX list_blocks_block ON list_blocks (block);
  CREATE TABLE exchanges (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    project TEXT NOT NULL,
    client TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    mode TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    words TEXT NOT NULL,
    tokens_before INTEGER NOT NULL,
    tokens_after INTEGER NOT NULL,
    waste_tokens INTEGER NOT NULL,
    usage_input INTEGER,
    usage_output INTEGER,
    usage_cache_read INTEGER,
    usage_cache_write_5m INTEGER,
    usage_cache_write_1h INTEGER,
    tokens_saved INTEGER NOT NULL,
    saved_usd REAL NOT NULL,
    saved_source TEXT NOT NULL,
    limits TEXT,
    list INTEGER NOT NULL REFERENCES lists (id),
    summary TEXT NOT NULL
  );
  CREATE INDEX exchanges_conversation ON exchanges (conversation, place);
  CREATE INDEX exchanges_list ON exchanges (list);
  CREATE INDEX exchanges_limits ON exchanges (place) WHERE limits IS NOT NULL;
  CREATE TABLE decisions (
    project TEXT NOT NULL,
    identity TEXT NOT NULL,
    outcome TEXT NOT NULL,
    output INTEGER REFERENCES texts (id),
    handle TEXT,
    tokens_before INTEGER NOT NULL,
    tokens_after INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    PRIMARY KEY (project, identity)
  ) WITHOUT ROWID;
  CREATE INDEX decisions_output ON decisions (output) WHERE output IS NOT NULL;
  CREATE INDEX decisions_handle ON decisions (project, handle) WHERE handle IS NOT NULL;
  CREATE TABLE originals (
    project TEXT NOT NULL,
    handle TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES texts (id),
    touched_at INTEGER NOT NULL,
    PRIMARY KEY (handle, project)
  ) WITHOUT ROWID;
  CREATE INDEX originals_text ON originals (text);
  CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE retrievals (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    tokens INTEGER NOT NULL
  );
  CREATE INDEX retrievals_at ON retrievals (at);
  `,
  // Set for what was imported, which is in the lists but in no sum.
  'ALTER TABLE exchanges ADD COLUMN origin TEXT;',
];

export const schemaVersion = migrations.length;

/** Brings a database to the current schema. The immediate transaction makes a second process wait, then find it done. */
export function migrate(database: DatabaseSync, path: string): void {
  if (versionOf(database) === schemaVersion) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process, of a newer version, may have been faster.
    refuseNewer(database, path);
    for (const migration of migrations.slice(versionOf(database))) database.exec(migration);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** Throws for a file that this version cannot read, before anything is written to it. */
export function refuseNewer(database: DatabaseSync, path: string): void {
  const version = versionOf(database);
  if (version <= schemaVersion) return;
  throw new StoreError(
    `The store ${path} was written by a newer Headroom (schema ${version}, this one reads ${schemaVersion}). ` +
      'Update Headroom, or give another file with --store.',
  );
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return row === undefined ? 0 : numberIn(row, 'user_version');
}
