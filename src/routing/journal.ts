import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { holdLock } from '../process/instance/holdLock.ts';
import { makeOwnerFolder, writeOwnerFile } from '../process/instance/ownerFiles.ts';
import { type JournalEntry, journalEntrySchema } from './journalEntry.ts';

const journalSchema = z.object({ version: z.literal(1), entries: z.array(journalEntrySchema) });

/** A change takes a moment. After this long the id in a lock must belong to another program, for instance since a restart. */
const abandonedMs = 60_000;

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
    const release = await holdLock(this.#lockPath, { abandonedMs });
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
        write: entry => put(entry.file, journalEntrySchema.parse(entry)),
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
}

/** The journal while this process alone may change it. */
export interface JournalPages {
  /** As they are by now: what was written here is among them. */
  readonly entries: readonly JournalEntry[];
  /** Rejects an entry that could not be read again, before anything is touched on its account. */
  write(entry: JournalEntry): Promise<void>;
  remove(file: string): Promise<void>;
}
