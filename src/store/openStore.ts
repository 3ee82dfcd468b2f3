import { existsSync } from 'node:fs';
import { JsonlStore } from './jsonl/jsonlStore.ts';
import { MemoryStore } from './memoryStore.ts';
import { SqliteStore } from './sqlite/sqliteStore.ts';
import { type Store, StoreError, type StoreOptions } from './store.ts';
import { parseStoreUrl } from './storeUrl.ts';

/** Opens the store that a URL names (see `parseStoreUrl`), creating it when it is not there. */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  const location = parseStoreUrl(url, { folder: options.folder ?? process.cwd(), exists: existsSync });
  switch (location.kind) {
    case 'sqlite':
      return openSqliteOrJsonl(location.path, options);
    case 'none':
      return new MemoryStore(options);
    case 'jsonl':
      return JsonlStore.open(location.path, options);
  }
}

/** Where no database can work, lines of JSON still can; the person is told, and the next start tries the database again. */
async function openSqliteOrJsonl(path: string, options: StoreOptions): Promise<Store> {
  try {
    return await SqliteStore.open(path, options);
  } catch (error) {
    const reason = error instanceof StoreError ? error.unusable : undefined;
    if (reason === undefined) throw error;
    const fallback = `${path}.jsonl`;
    const store = await JsonlStore.open(fallback, options);
    options.notify?.(
      `SQLite cannot be used here (${reason}), so the store is ${fallback}. It holds the same, but grows faster.`,
    );
    return store;
  }
}
