import { join } from 'node:path';
import { holdLock } from '../process/instance/holdLock.ts';
import { homeFolder } from '../process/instance/home.ts';
import { makeOwnerFolder } from '../process/instance/ownerFiles.ts';
import { programFiles } from '../process/programFiles.ts';
import { openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import type { Terminal } from './command.ts';

/**
 * Runs work with the store that `--store` names, else that of the home folder. Commands write no decisions, only originals,
 * so that they may share the file with a running engine.
 */
export async function withStore<T>(
  url: string | undefined,
  terminal: Terminal,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const home = homeFolder(terminal.environment);
  if (url === undefined) await makeOwnerFolder(home);
  const store = await openStore(url ?? defaultStoreUrl(home), {
    workerUrl: programFiles(import.meta.url).storeWorker,
    now: Date.now,
    holdLock,
    notify: terminal.warn,
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export function defaultStoreUrl(home: string): string {
  return `sqlite:///${join(home, 'headroom.db')}`;
}
