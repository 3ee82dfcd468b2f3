import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { holdLock } from '../src/process/instance/holdLock.ts';
import { openStore } from '../src/store/openStore.ts';
import { findChromium, launchBrowser } from '../test/webview/browser.ts';
import { bundlePanel } from '../test/webview/bundlePanel.ts';
import { heavyMonth } from '../test/webview/fixtures.ts';
import { openingMs } from '../test/webview/opening.ts';
import type { EngineAsked, EngineReady } from './panel/engineProcess.ts';

/**
 * How long the Context MRI takes to show its first rows with many exchanges stored: a real engine in a process of its own, a new tab for every
 * round, measured in the tab from the start of its navigation to the frame that holds the rows. An empty page of the same engine, in
 * tabs between, says what of it is the browser's.
 *
 * node bench/panel.ts [--exchanges 10000] [--rounds 15]
 */
const { values } = parseArgs({
  options: { exchanges: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '15' } },
});
const rounds = Number(values.rounds);
const chromium = findChromium();
if (chromium === undefined) throw new Error('No Chromium was found; name one in CHROMIUM.');

const home = await mkdtemp(join(tmpdir(), 'headroom-bench-panel-'));
try {
  await storeExchanges(home, Number(values.exchanges));
  await bundlePanel(join(home, 'page'));
  await measure(await launchBrowser(chromium));
} finally {
  await rm(home, { recursive: true });
}

/** Twenty seconds apart, the newest a moment ago. */
async function storeExchanges(folder: string, count: number): Promise<void> {
  const workerUrl = new URL('../src/store/sqlite/storeWorker.ts', import.meta.url);
  const store = await openStore(`sqlite:///${join(folder, 'headroom.db')}`, { workerUrl, now: Date.now, holdLock });
  const { exchanges } = heavyMonth(count);
  const newest = exchanges[0]?.startedAt ?? 0;
  for (const exchange of exchanges.toReversed()) {
    const startedAt = exchange.startedAt - newest + Date.now();
    store.record({ exchange: { ...exchange, startedAt, blocks: [], receipts: [], waste: [], limits: [] }, texts: [] });
  }
  await store.flush();
  await store.close();
}

async function measure(browser: Browser): Promise<void> {
  const engine = fork(new URL('./panel/engineProcess.ts', import.meta.url));
  try {
    engine.send({ home } satisfies EngineAsked);
    const [ready]: readonly EngineReady[] = await once(engine, 'message');
    if (ready === undefined) throw new Error('The engine did not start.');
    const origin = `http://127.0.0.1:${ready.port}`;
    const [empty, panel]: [number[], number[]] = [[], []];
    // The first of each warms the engine and the browser.
    for (let round = 0; round <= rounds; round += 1) {
      const bareMs = await openingMs(browser, `${origin}/favicon.ico`, 'body');
      const panelMs = await openingMs(browser, `${origin}/mri#token=${ready.token}`, '.row');
      if (round === 0) continue;
      empty.push(bareMs);
      panel.push(panelMs);
    }
    console.info(`an empty page of the same engine: ${spread(empty)}`);
    console.info(`the panel, first rows of ${values.exchanges} exchanges: ${spread(panel)}`);
  } finally {
    engine.kill();
    await browser.close();
  }
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  return `least ${at(0)} ms, median ${at(0.5)} ms, 90 % up to ${at(0.9)} ms`;
}
