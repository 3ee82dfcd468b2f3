import { holdLock } from '../../src/process/instance/holdLock.ts';
import { openStore } from '../../src/store/openStore.ts';

/** Commits decisions until it is killed, and says after each one that it is durable. Given: the store's URL, the size of originals. */
const [url = '', repeats = '200'] = process.argv.slice(2);
const workerUrl = new URL('../../src/store/sqlite/storeWorker.ts', import.meta.url);
const store = await openStore(url, { workerUrl, now: () => 1, holdLock });
for (let n = 0; ; n++) {
  const outcome = {
    kind: 'replace',
    transform: 't',
    grade: 'omission',
    output: `o${n}`,
    reason: 'r',
    handle: `h${n}`,
  } as const;
  const text = `original ${n} `.repeat(Number(repeats));
  await store.commit(
    'p',
    [{ identity: `d${n}`, outcome, tokensBefore: 9, tokensAfter: 1 }],
    [{ handle: `h${n}`, text }],
  );
  process.stdout.write(`${n}\n`);
}
