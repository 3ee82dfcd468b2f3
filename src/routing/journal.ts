import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import { isProcessAlive } from '../process/instance/isProcessAlive.ts';
import { makeOwnerFolder, writeOwnerFile } from '../process/instance/ownerFiles.ts';
import { type JournalEntry, journalEntrySchema } from './journalEntry.ts';

const journalSchema = z.object({ version: z.literal(1), entries: z.array(journalEntrySchema) });

const lockTimeoutMs = 10_000;
const pollMs = 20;
const writingMs = 2_000;

/**
 * What we changed outside our own folders, in a file for its owner alone. An entry is written before the file that it
 * is about and removed after that file is restored, so a crash at any moment leaves enough to restore it.
 */
export class Journal {
  readonly #path: string;
  readonly #lockPath: string;

  constructor(home: string) {
    this.#path = join(home, 'journal.json');
    this.#lockPath = join(home, 'journal.lock');
  }

  async read(): Promise<readonly JournalEntry[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => undefined);
    if (text === undefined) return [];
    try {
      return journalSchema.parse(JSON.parse(text)).entries;
    } catch (cause) {
      throw new Error(
        `The journal ${this.#path} cannot be read, so nothing is changed outside Headroom. It lists what to restore by hand; move it away when that is done.`,
        { cause },
      );
    }
  }

  /** Gives the entry of a file to `change` while no other process touches the journal; what it returns is not kept. */
  async exclusively<Result>(change: (pages: JournalPages) => Promise<Result>): Promise<Result> {
    await makeOwnerFolder(join(this.#path, '..'));
    const release = await this.#lock();
    try {
      let entries = await this.read();
      const put = async (file: string, ...entry: readonly JournalEntry[]): Promise<void> => {
        entries = [...entries.filter(other => other.file !== file), ...entry];
        await this.#save(entries);
      };
      return await change({
        get entries() {
          return entries;
        },
        write: entry => put(entry.file, entry),
        remove: file => put(file),
      });
    } finally {
      await release();
    }
  }

  async #save(entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0) await rm(this.#path, { force: true });
    else await writeOwnerFile(this.#path, `${JSON.stringify({ version: 1, entries }, null, 2)}\n`);
  }

  async #lock(): Promise<() => Promise<void>> {
    const end = performance.now() + lockTimeoutMs;
    while (performance.now() < end) {
      if (await this.#tryLock()) return () => rm(this.#lockPath, { force: true });
      if (await this.#isLockStale()) await rm(this.#lockPath, { force: true });
      else await delay(pollMs);
    }
    throw new Error(`Another process holds ${this.#lockPath}. Remove that file if no Headroom runs.`);
  }

  async #tryLock(): Promise<boolean> {
    try {
      const file = await open(this.#lockPath, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  }

  async #isLockStale(): Promise<boolean> {
    const pid = Number.parseInt(await readFile(this.#lockPath, 'utf8').catch(() => ''), 10);
    if (Number.isInteger(pid)) return !isProcessAlive(pid);
    // Empty while it is being written; for longer only when its writer died in between.
    const { mtimeMs } = await stat(this.#lockPath).catch(() => ({ mtimeMs: Date.now() }));
    return Date.now() - mtimeMs > writingMs;
  }
}

/** The journal while this process alone may change it. */
export interface JournalPages {
  /** As they are by now: what was written here is among them. */
  readonly entries: readonly JournalEntry[];
  write(entry: JournalEntry): Promise<void>;
  remove(file: string): Promise<void>;
}
