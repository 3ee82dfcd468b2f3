import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeHandle } from '../../src/engine/plan/handle.ts';
import { openStore } from '../../src/store/openStore.ts';
import type { Store, StoreOptions } from '../../src/store/store.ts';
import { makeFolder, recordingOf, replacement, sha256, startOfTime, storeOptions } from './storeLab.ts';

const dayMs = 86_400_000;
const opened = new Set<Store>();

afterEach(async () => {
  for (const store of opened) await store.close();
  opened.clear();
});

/** What every kind of store that persists must do alike. */
describe.each(['sqlite', 'jsonl'])('a %s store', kind => {
  async function open(path: string, options: Partial<StoreOptions> = {}): Promise<Store> {
    const store = await openStore(`${kind}:///${path}`, { ...storeOptions, ...options });
    opened.add(store);
    return store;
  }

  async function close(store: Store): Promise<void> {
    opened.delete(store);
    await store.close();
  }

  const freshPath = (): string => join(makeFolder(), 'store');

  it('keeps decisions, originals, exchanges, state and its key over a restart', async () => {
    const path = freshPath();
    const original = 'line\u0000 one \ud800 \n'.repeat(500);
    const first = await open(path);
    await first.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: original }]);
    first.record(recordingOf('e1', ['one', 'two']));
    await first.writeState('calibration', '{"x":1}');
    await first.noteRetrieval(70);
    const key = first.handleKey;
    await close(first);

    const second = await open(path);

    expect(second.find('p', 'a')).toEqual(replacement('a', 'h1'));
    expect(second.hasReplacements('p')).toBe(true);
    expect(await second.original('h1')).toBe(original);
    expect((await second.exchange('e1'))?.blocks).toEqual(recordingOf('e1', ['one', 'two']).exchange.blocks);
    expect((await second.block('e1', 1))?.before).toBe('two');
    expect(await second.readState('calibration')).toBe('{"x":1}');
    expect((await second.summary()).retrievals).toEqual({ count: 1, tokens: 70 });
    expect(second.handleKey).toEqual(key);
    expect(second.kind).toBe(kind);
  });

  it('keeps nothing of a replacement whose original is missing', async () => {
    const store = await open(freshPath());

    await expect(store.commit('p', [replacement('a', 'h1')], [])).rejects.toThrow('original h1');

    expect(store.find('p', 'a')).toBeUndefined();
  });

  it('never lets two projects share a handle', async () => {
    const store = await open(freshPath());
    const text = 'the same log in both projects';
    const [mine, yours] = ['mine', 'yours'].map(project => makeHandle(store.handleKey, project, text));

    await store.commit('mine', [], [{ handle: String(mine), text }]);

    expect(mine).not.toBe(yours);
    expect(await store.original(String(mine), 'yours')).toBeUndefined();
    expect(await store.original(String(mine), 'mine')).toBe(text);
  });

  it('refuses a handle that already names another original', async () => {
    const store = await open(freshPath());
    await store.commit('p', [], [{ handle: 'h1', text: 'one' }]);

    await expect(store.commit('p', [], [{ handle: 'h1', text: 'two' }])).rejects.toThrow('already names another');
    await store.commit('p', [], [{ handle: 'h1', text: 'one' }]);

    expect(await store.original('h1')).toBe('one');
  });

  it('lists exchanges newest first, page by page, by words and by conversation', async () => {
    const store = await open(freshPath());
    store.record(recordingOf('e1', ['one']));
    store.record(recordingOf('e2', ['one', 'two'], { title: 'add 100% more', startedAt: startOfTime }));
    store.record(recordingOf('e3', ['x'], { conversation: 'c2', startedAt: startOfTime + 5 }));
    await store.flush();

    const page = await store.exchanges({ limit: 2 });
    const rest = await store.exchanges({ limit: 2, ...(page.next !== undefined && { before: page.next }) });

    expect(page.exchanges.map(({ id }) => id)).toEqual(['e3', 'e2']);
    expect(rest.exchanges.map(({ id }) => id)).toEqual(['e1']);
    expect(rest.next).toBeUndefined();
    expect((await store.exchanges({ limit: 5, search: 'ADD 100% m' })).exchanges).toHaveLength(1);
    expect((await store.exchanges({ limit: 5, search: 'more 100% add' })).exchanges).toHaveLength(1);
    expect((await store.exchanges({ limit: 5, search: 'more than add' })).exchanges).toHaveLength(0);
    expect((await store.exchanges({ limit: 5, conversation: 'c2' })).exchanges.map(({ id }) => id)).toEqual(['e3']);
    expect((await store.metrics(1)).map(({ id }) => id)).toEqual(['e3']);
  });

  it('replaces an exchange that is recorded again, in its place', async () => {
    const store = await open(freshPath());
    store.record(recordingOf('e1', ['one']));
    store.record(recordingOf('e2', ['two']));
    store.record(recordingOf('e1', ['one', 'more'], { title: 'second record' }));
    await store.flush();

    const { exchanges } = await store.exchanges({ limit: 9 });

    expect(exchanges.map(({ id }) => id)).toEqual(['e2', 'e1']);
    expect((await store.exchange('e1'))?.blocks).toHaveLength(2);
  });

  it('sums up what was saved, by source, and what was fetched back', async () => {
    const store = await open(freshPath());
    const limits = [{ name: 'requests', limit: 50, remaining: 9 }];
    store.record(recordingOf('e1', ['one'], { saved: { tokens: 300, usd: 0.5, source: 'measured' }, limits }));
    store.record(
      recordingOf('e2', ['one'], { saved: { tokens: 10, usd: 0.25, source: 'estimated' }, client: 'Codex' }),
    );
    await store.flush();
    await store.noteRetrieval(40);

    const totals = await store.totals(startOfTime);

    expect(totals).toEqual({
      clients: expect.arrayContaining([
        { name: 'Claude Code', exchanges: 1, lastSeenAt: startOfTime },
        { name: 'Codex', exchanges: 1, lastSeenAt: startOfTime },
      ]),
      today: { tokensSaved: 310, measuredUsd: 0.5, estimatedUsd: 0.25, couldHaveSavedUsd: 0 },
      limits,
      exchanges: 2,
      retrievals: { count: 1, tokens: 40 },
    });
    expect(await store.summary()).toMatchObject({ totalRequests: 2, totalTokensSaved: 310, conversations: 1 });
    expect((await store.totals(startOfTime + dayMs)).today.tokensSaved).toBe(0);
  });

  it('lists what was imported, and keeps it out of every sum', async () => {
    const store = await open(freshPath());
    store.record(recordingOf('live', ['one'], { saved: { tokens: 5, usd: 0.5, source: 'measured' } }));
    store.record(
      recordingOf('old', ['two'], { origin: 'transcript', saved: { tokens: 7, usd: 2, source: 'measured' } }),
    );
    await store.flush();

    expect((await store.exchanges({ limit: 9 })).exchanges.map(({ id }) => id)).toHaveLength(2);
    const { exchanges, today, clients } = await store.totals(0);
    expect({ exchanges, usd: today.measuredUsd }).toEqual({ exchanges: 1, usd: 0.5 });
    expect(clients.map(client => client.exchanges)).toEqual([1]);
    expect((await store.summary()).totalRequests).toBe(1);
  });

  it('exports a conversation whole, oldest first', async () => {
    const store = await open(freshPath());
    store.record(recordingOf('e1', ['one', 'two']));
    store.record(recordingOf('e2', ['one', 'two', 'three'], { startedAt: startOfTime + 1 }));
    store.record(recordingOf('other', ['four'], { conversation: 'c2' }));
    await store.flush();

    const { exchanges, texts } = await store.exportConversation('c1');

    expect(exchanges.map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(texts).toEqual(Object.fromEntries(['one', 'two', 'three'].map(text => [sha256(text), text])));
  });

  it('lets a decision that nobody replays expire with its original; one in use stays, over a restart too', async () => {
    const path = freshPath();
    let now = startOfTime;
    const options = { now: () => now, retentionDays: 30 };
    const first = await open(path, options);
    const originals = ['h1', 'h2'].map(handle => ({ handle, text: `text of ${handle}` }));
    await first.commit('p', [replacement('old', 'h1'), replacement('used', 'h2')], originals);
    now += 20 * dayMs;
    first.find('p', 'used');
    await close(first);

    now += 15 * dayMs;
    const second = await open(path, options);
    const report = await second.retain();

    expect(report).toMatchObject({ decisions: 1, originals: 1 });
    expect(second.find('p', 'old')).toBeUndefined();
    expect(await second.original('h1')).toBeUndefined();
    expect(second.find('p', 'used')).toBeDefined();
    expect(await second.original('h2')).toBe('text of h2');
  });

  it('drops the oldest exchanges when there is too much, and keeps texts that younger ones share', async () => {
    const store = await open(freshPath(), { maxStoreBytes: 300_000 });
    const shared = noise(99);
    for (let n = 0; n < 40; n++) {
      store.record(recordingOf(`e${n}`, [shared, noise(n)], { startedAt: startOfTime + n, conversation: `c${n}` }));
    }
    await store.flush();

    const report = await store.retain();

    expect(report.storeBytes).toBeLessThanOrEqual(300_000);
    expect(report.exchanges).toBeGreaterThan(5);
    expect(await store.exchange('e0')).toBeUndefined();
    expect((await store.block('e39', 0))?.before).toBe(shared);
    expect(store.needsText(sha256(noise(0)))).toBe(true);
  });

  it('leaves nothing of what it held after a wipe, in any file, damaged ones included', async () => {
    const path = freshPath();
    const store = await open(path);
    writeFileSync(`${path}.damaged-2026-01-01`, 'sentinel of an older file');
    await store.commit('p', [replacement('a', 'h1', 'sentinel')], [{ handle: 'h1', text: 'sentinel original' }]);
    store.record(recordingOf('e1', ['sentinel block'], { title: 'sentinel title' }));
    const oldKey = store.handleKey;

    await store.wipe();

    const folder = join(path, '..');
    const files = readdirSync(folder).map(name => readFileSync(join(folder, name), 'latin1'));
    expect(files.filter(content => content.includes('sentinel'))).toEqual([]);
    expect(store.find('p', 'a')).toBeUndefined();
    expect((await store.summary()).totalRequests).toBe(0);
    expect(store.handleKey).not.toEqual(oldKey);
  });

  it('is readable by its owner alone, and so is the folder that it makes', async () => {
    const folder = join(makeFolder(), 'new');

    await open(join(folder, 'store'));

    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  it('says why it cannot be opened, and what to do', async () => {
    const file = join(makeFolder(), 'file');
    writeFileSync(file, '');

    await expect(open(join(file, 'store'))).rejects.toThrow(/cannot be written .*give another file with --store/);
  });
});

/** Text that hardly shrinks. */
function noise(seed: number): string {
  const bytes = Array.from({ length: 9000 }, (_, i) => (seed * 7919 + i * i * 31 + (i % 97) * seed) % 256);
  return Buffer.from(bytes).toString('base64');
}
