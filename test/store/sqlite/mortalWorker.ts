import { parentPort } from 'node:worker_threads';
import '../../../src/store/sqlite/storeWorker.ts';

/** The store's thread, which dies when it is asked for a conversation named "death". */
parentPort?.on('message', ({ argument }: { readonly argument: unknown }) => {
  if (argument === 'death') process.exit(3);
});
