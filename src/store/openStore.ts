import { existsSync } from 'node:fs';
import { MemoryStore } from './memoryStore.ts';
import { SqliteStore } from './sqliteStore.ts';
import { type Store, StoreError, type StoreOptions } from './store.ts';
import { parseStoreUrl } from './storeUrl.ts';

/** Opens the store that a URL names (see `parseStoreUrl`), creating it when it is not there. */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  const location = parseStoreUrl(url, { folder: options.folder ?? process.cwd(), exists: existsSync });
  switch (location.kind) {
    case 'sqlite':
      return SqliteStore.open(location.path, options);
    case 'none':
      return new MemoryStore(options);
    case 'jsonl':
      throw new StoreError(`JSONL stores cannot be opened yet (${url}). Give sqlite:///headroom.db or none.`);
  }
}
