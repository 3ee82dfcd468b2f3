import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../src/engine/plan/decision.ts';
import { holdLock } from '../src/process/instance/holdLock.ts';
import { openStore } from '../src/store/openStore.ts';
import { recordingOf } from '../test/store/storeLab.ts';

/** Prints commit latency, bytes per turn and recording throughput: `node bench/store.ts`. */
const commits = 500;
const turns = 200;

const path = join(mkdtempSync(join(tmpdir(), 'headroom-bench-')), 'store.db');
const workerUrl = new URL('../src/store/sqlite/storeWorker.ts', import.meta.url);
const store = await openStore(`sqlite:///${path}`, { workerUrl, now: Date.now, holdLock });

const latencies: number[] = [];
for (let n = 0; n < commits; n++) {
  const text = randomBytes(3000).toString('hex');
  const handle = `h${n}`;
  const outcome: Decision['outcome'] = {
    kind: 'replace',
    transform: 't',
    grade: 'omission',
    output: 'short',
    reason: 'r',
    handle,
  };
  const start = performance.now();
  await store.commit('p', [{ identity: `d${n}`, outcome, tokensBefore: 9, tokensAfter: 1 }], [{ handle, text }]);
  latencies.push(performance.now() - start);
}
latencies.sort((a, b) => a - b);
const at = (share: number) => (latencies[Math.floor(share * commits)] ?? 0).toFixed(2);
console.log(`commit (6 KB original): p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);

const texts: string[] = [];
const before = (await store.summary()).storeBytes;
const start = performance.now();
for (let turn = 0; turn < turns; turn++) {
  texts.push(randomBytes(2000).toString('hex'), createHash('sha256').update(String(turn)).digest('hex'));
  const { exchange, texts: all } = recordingOf(`e${turn}`, texts, { startedAt: turn });
  store.record({ exchange, texts: all.slice(-2) });
}
await store.flush();
const seconds = (performance.now() - start) / 1000;
const bytes = (await store.summary()).storeBytes - before;
console.log(
  `record: ${(turns / seconds).toFixed(0)} exchanges/s, ${(bytes / turns).toFixed(0)} bytes per turn (2 KB of entropy each)`,
);
await store.close();
