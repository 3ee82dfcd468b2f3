import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { damagedName } from '../damagedFiles.ts';
import { type FileIdentity, identify, type Loss, lossOf, removeIfSame } from '../fileIdentity.ts';
import { StoreError } from '../store.ts';
import { numberIn, type Row } from './row.ts';
import { migrate, refuseNewer } from './schema.ts';

/** Milliseconds that a statement waits for another process to finish its transaction. */
const busyTimeoutMs = 5_000;
/** Up to this size a full check at every start costs no more than a blink. */
const quickCheckBytes = 32 * 1024 * 1024;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damageCodes: readonly unknown[] = [11, 26];

/** `durable` transactions are on the disk, not only in the system's memory, once they return. */
export type Durability = 'durable' | 'soon';

/** The one connection to a database file, with its statements prepared once. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #opened: ReadonlyMap<string, FileIdentity>;

  constructor(connection: DatabaseSync, path: string) {
    this.#connection = connection;
    this.path = path;
    this.#opened = new Map(ownFiles(path).map(file => [file, identify(file)]));
  }

  /** Whether the path still names the file that was opened; the connection goes on with that one in any case. */
  loss(): Loss | undefined {
    return lossOf(this.path, this.#opened.get(this.path));
  }

  /**
   * Deletes the log and its index, unless others have taken their place. They belong to a file that is gone; what is opened
   * at the path next would take them for its own. This connection can still be read.
   */
  releaseLog(): void {
    for (const file of ownFiles(this.path).slice(1)) removeIfSame(file, this.#opened.get(file));
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Inserts one row and returns its number. */
  insert(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  script(sql: string): void {
    this.#connection.exec(sql);
  }

  /** All or nothing. In WAL mode only FULL syncs the log at each commit; NORMAL may lose the last moments to a power cut. */
  transaction<T>(durability: Durability, work: () => T): T {
    this.script(`PRAGMA synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
    this.script('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.script('COMMIT');
      return result;
    } catch (error) {
      // A full disk may already have rolled the transaction back.
      if (this.#connection.isTransaction) this.script('ROLLBACK');
      throw error;
    }
  }

  /** A part of a transaction that may fail alone. */
  attempt<T>(work: () => T): T {
    this.script('SAVEPOINT attempt');
    try {
      const result = work();
      this.script('RELEASE attempt');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.script('ROLLBACK TO attempt; RELEASE attempt');
      throw error;
    }
  }

  isInTransaction(): boolean {
    return this.#connection.isTransaction;
  }

  /** Bytes in use, without pages that are free to be written again. */
  usedBytes(): number {
    const pages = this.#pragma('page_count') - this.#pragma('freelist_count');
    return pages * this.#pragma('page_size');
  }

  #pragma(name: string): number {
    const row = this.get(`PRAGMA ${name}`);
    return row === undefined ? 0 : numberIn(row, name);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

export interface OpenedDatabase {
  readonly database: Database;
  readonly notice?: string;
}

/** Opens or creates a database. A damaged file is moved aside, never deleted, and a fresh one takes its place. */
export function openDatabase(path: string, now: number): OpenedDatabase {
  prepareFile(path);
  if (existsSync(damageMark(path))) return startAfresh(path, now, 'was found damaged while it was in use');
  try {
    return { database: connect(path) };
  } catch (error) {
    if (isDamage(error)) return startAfresh(path, now, 'is damaged or not a database');
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `The store ${path} cannot be opened (${reasonOf(error)}). Check the file's permissions and the free space, or give another file with --store.`,
      { cause: error, ...(isLockless(error) && { unusable: 'the file system has no locks' }) },
    );
  }
}

export function isDamage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && damageCodes.includes(Number(error.errcode) & 0xff);
}

/**
 * Codes of network and overlay file systems that cannot lock a file or share memory over it: SQLITE_PROTOCOL, and
 * SQLITE_IOERR with RDLOCK, UNLOCK, LOCK, SHMOPEN, SHMSIZE, SHMLOCK or SHMMAP.
 */
const locklessCodes: readonly unknown[] = [15, 2314, 2058, 3850, 4618, 4874, 5130, 5386];

function isLockless(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && locklessCodes.includes(error.errcode);
}

/** Leaves word for the next start: damage that a quick look does not find would otherwise come back every time. */
export function markDamaged(path: string): void {
  writeFileSync(damageMark(path), 'This store was found damaged; the next start moves it aside.\n', { mode: 0o600 });
}

function connect(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    refuseNewer(connection, path);
    // Takes effect only in a new file; gives pages back to the disk in small steps.
    connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA temp_store = MEMORY');
    if (statSync(path).size <= quickCheckBytes) checkPages(connection);
    migrate(connection, path);
    // Rows are removed in dependency order (see retention.ts); checking every reference again would double the work.
    connection.exec('PRAGMA foreign_keys = OFF');
    return new Database(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function checkPages(connection: DatabaseSync): void {
  const verdict = Object.values(connection.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (verdict !== 'ok') throw Object.assign(new Error(`quick_check: ${verdict}`), { errcode: damageCodes[0] });
}

/** The database's own files take over the mode of the first one. Folders that exist already are left as they are. */
function prepareFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw new StoreError(
      `The store ${path} cannot be written (${reasonOf(error)}). Check the folder's permissions, or give another file with --store.`,
      { cause: error },
    );
  }
}

function startAfresh(path: string, now: number, what: string): OpenedDatabase {
  const aside = setAside(path, now);
  prepareFile(path);
  const notice = `The store ${path} ${what}. It was moved to ${basename(aside)} in ${dirname(path)}, and a new one was started.`;
  return { database: connect(path), notice };
}

/** Gives a damaged database another name, together with its log, and returns that name. */
export function setAside(path: string, now: number): string {
  const aside = damagedName(path, now);
  for (const file of ownFiles(path)) if (existsSync(file)) renameSync(file, aside + file.slice(path.length));
  rmSync(damageMark(path), { force: true });
  return aside;
}

/** The database, its log and the log's index. */
function ownFiles(path: string): readonly string[] {
  return [path, `${path}-wal`, `${path}-shm`];
}

function damageMark(path: string): string {
  return join(dirname(path), `${basename(path)}-damaged`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
