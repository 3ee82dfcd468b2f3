import { existsSync } from 'node:fs';
import { homeFolder } from '../process/instance/home.ts';
import type { Store } from '../store/store.ts';
import { parseStoreUrl } from '../store/storeUrl.ts';
import { CommandError, type Terminal } from './command.ts';
import { defaultStoreUrl, withStore } from './openStoreFor.ts';

/**
 * Runs work that only reads, with the store that `--store` names, else that of the home folder. Reading creates no store:
 * one that was named must be there; the home folder's may be missing, and then nothing is recorded yet.
 */
export async function withRecordedStore<T>(
  url: string | undefined,
  terminal: Terminal,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const asked = url ?? defaultStoreUrl(homeFolder(terminal.environment));
  if (isThere(asked)) return withStore(asked, terminal, work);
  if (url !== undefined) {
    throw new CommandError(
      `There is no store at ${url}. Give the URL of one that exists with --store, or leave it out.`,
    );
  }
  return withStore('none', terminal, work);
}

/** Where SQLite cannot work, lines of JSON stand in under a name of their own. */
export function isThere(url: string): boolean {
  const location = parseStoreUrl(url, { folder: process.cwd(), exists: existsSync });
  return location.kind === 'none' || existsSync(location.path) || existsSync(`${location.path}.jsonl`);
}
