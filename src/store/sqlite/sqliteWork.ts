import { blockViewOf } from '../blockView.ts';
import type { Argument, CallName, Opened, Reopening, Result } from '../protocol.ts';
import { blockText } from './blocksTable.ts';
import { type Database, type Durability, type OpenedDatabase, openDatabase } from './database.ts';
import { keepDecisions, readDecisions, readOriginal, touchDecisions } from './decisionsTable.ts';
import { keepExchange } from './exchangesTable.ts';
import { ListsTable } from './listsTable.ts';
import { reopenDatabase } from './reopenDatabase.ts';
import { handleKey, readState, writeState } from './stateTable.ts';
import { exchangeDetail, exchangePage, exportedConversation, textsOf } from './viewsExchanges.ts';
import { summarize, totalsSince } from './viewsTotals.ts';

/** Calls that are one statement or one transaction; opening, retention and closing are the worker's own. */
export type WorkName = Exclude<CallName, 'open' | 'reopen' | 'retain' | 'close'>;
export type Work = { readonly [Name in WorkName]: (argument: Argument<Name>) => Result<Name> };

/** Calls that change something. Those of one kind that wait together share one transaction, and one sync of the disk. */
export const writes: Partial<Readonly<Record<CallName, Durability>>> = {
  commit: 'durable',
  writeState: 'durable',
  touch: 'soon',
  noteRetrieval: 'soon',
  record: 'soon',
};

/** What each call does to the database. Writers run inside a transaction that the worker opened. */
export function sqliteWork(database: Database): Work {
  let lists = new ListsTable(database);
  const detail = (id: string) => exchangeDetail(database, lists, id);
  return {
    commit: commit => {
      keepDecisions(database, commit);
      return undefined;
    },
    touch: ({ keys, at }) => {
      touchDecisions(database, keys, at);
      return undefined;
    },
    noteRetrieval: ({ tokens, at }) => {
      database.run('INSERT INTO retrievals (at, tokens) VALUES (?, ?)', at, tokens);
      return undefined;
    },
    original: ({ handle, project }) => readOriginal(database, handle, project),
    record: recording => {
      try {
        keepExchange(database, lists, recording);
      } catch (error) {
        // The rolled-back list may be among those kept in memory.
        lists = new ListsTable(database);
        throw error;
      }
      return undefined;
    },
    exchanges: query => exchangePage(database, query),
    exchange: detail,
    block: ({ exchange, position }) => {
      const found = detail(exchange);
      return found === undefined ? undefined : blockViewOf(found, position, hash => blockText(database, hash));
    },
    texts: exchange => {
      const found = detail(exchange);
      return found === undefined ? [] : textsOf(database, found);
    },
    totals: since => totalsSince(database, since),
    summary: () => summarize(database),
    exportConversation: conversation => exportedConversation(database, lists, conversation),
    readState: name => readState(database, name),
    writeState: ({ name, json }) => {
      writeState(database, name, json);
      return undefined;
    },
    wipe: () => {
      wipe(database);
      lists = new ListsTable(database);
      return { handleKey: handleKey(database) };
    },
  };
}

/** Opens the file and reads what lives in memory. */
export function openSqlite(path: string, now: number): OpenedSqlite {
  return read(openDatabase(path, now));
}

/** Takes the place of a database that was lost (see `reopenDatabase`). */
export function reopenSqlite(lost: Database, order: Reopening): OpenedSqlite {
  return read(reopenDatabase(lost, order));
}

export interface OpenedSqlite {
  readonly database: Database;
  readonly opened: Opened;
}

function read({ database, notice }: OpenedDatabase): OpenedSqlite {
  return { database, opened: { handleKey: handleKey(database), decisions: readDecisions(database), notice } };
}

/** Rewrites the file without its old pages and empties the log, so that nothing can be read back from either. */
function wipe(database: Database): void {
  const tables = [
    'exchanges',
    'list_blocks',
    'lists',
    'decisions',
    'originals',
    'blocks',
    'texts',
    'state',
    'retrievals',
  ];
  database.transaction('durable', () => {
    for (const table of tables) database.run(`DELETE FROM ${table}`);
  });
  database.script('VACUUM');
  database.script('PRAGMA wal_checkpoint(TRUNCATE)');
}
