import { join } from 'node:path';
import { holdLock } from '../process/instance/holdLock.ts';
import { homeFolder } from '../process/instance/home.ts';
import { makeOwnerFolder } from '../process/instance/ownerFiles.ts';
import { programFiles } from '../process/programFiles.ts';
import { openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';

/** The store that a URL names, else that of the home folder, in which `headroom retrieve` looks too. */
export async function openLibraryStore(url: string | undefined): Promise<Store> {
  const home = homeFolder(process.env);
  if (url === undefined) await makeOwnerFolder(home);
  return openStore(url ?? `sqlite:///${join(home, 'headroom.db')}`, {
    workerUrl: programFiles(import.meta.url).storeWorker,
    now: Date.now,
    holdLock,
  });
}
