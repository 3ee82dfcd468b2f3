import { appendFileSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/openStore.ts';
import type { Store, StoreOptions } from '../../src/store/store.ts';
import { makeFolder, recordingOf, replacement, startOfTime, storeOptions } from './storeLab.ts';

const dayMs = 86_400_000;
const opened = new Set<Store>();
afterEach(async () => {
  for (const store of opened) await store.close();
  opened.clear();
});

/** What happens to a file under a running engine. */
describe.each(['sqlite', 'jsonl'] as const)('a %s store in use', kind => {
  async function open(path: string, options: Partial<StoreOptions> = {}): Promise<Store> {
    const store = await openStore(`${kind}:///${path}`, { ...storeOptions, ...options });
    opened.add(store);
    return store;
  }

  const original = 'a long original '.repeat(2000);
  const keepOne = (store: Store): Promise<void> =>
    store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: original }]);

  /** A store with one decision and one exchange, and what it tells people. */
  async function inUse(options: Partial<StoreOptions> = {}) {
    const path = join(makeFolder(), 'store');
    const notices: string[] = [];
    const store = await open(path, { notify: notice => notices.push(notice), ...options });
    await keepOne(store);
    store.record(recordingOf('e1', ['one']));
    await store.flush();
    return { path, store, notices };
  }

  async function afterRestart(store: Store, path: string): Promise<Store> {
    opened.delete(store);
    await store.close();
    return open(path);
  }

  it.each(['the file alone', 'everything in the folder', 'the folder'])(
    'that is deleted (%s) is begun anew, once, and running conversations go on as they were',
    async what => {
      const { path, store, notices } = await inUse();
      if (what === 'the file alone') rmSync(path);
      else if (what === 'the folder') rmSync(dirname(path), { recursive: true });
      else for (const name of readdirSync(dirname(path))) rmSync(join(dirname(path), name));

      await store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'second' }]);
      await store.commit('p', [replacement('c', 'h3')], [{ handle: 'h3', text: 'third' }]);
      const key = store.handleKey;
      const next = await afterRestart(store, path);

      expect(notices).toEqual([expect.stringMatching(/was deleted while it was in use.* 1 decisions .* written back/)]);
      expect(['a', 'b', 'c'].map(identity => next.find('p', identity))).toEqual([
        replacement('a', 'h1'),
        replacement('b', 'h2'),
        replacement('c', 'h3'),
      ]);
      expect(await next.original('h1')).toBe(original);
      expect(await next.original('h3')).toBe('third');
      expect(next.handleKey).toEqual(key);
      expect((await next.summary()).totalRequests).toBe(0);
    },
  );

  it('that is deleted brings nothing back of conversations that rest', async () => {
    let now = startOfTime;
    const path = join(makeFolder(), 'store');
    const first = await open(path, { now: () => now });
    await keepOne(first);
    opened.delete(first);
    await first.close();
    now += dayMs;
    const store = await open(path, { now: () => now });
    rmSync(path);

    await store.commit('p', [], [{ handle: 'h9', text: 'new' }]);

    expect(store.find('p', 'a')).toBeUndefined();
    expect(await store.original('h1')).toBeUndefined();
    expect(await store.original('h9')).toBe('new');
  });

  it('that is replaced by another store goes on with that one, without losing a decision of its own', async () => {
    const { path, store, notices } = await inUse();
    const otherPath = join(makeFolder(), 'store');
    const other = await open(otherPath);
    await other.commit('q', [replacement('theirs', 'h7')], [{ handle: 'h7', text: 'their text' }]);
    await afterRestart(other, otherPath).then(again => {
      opened.delete(again);
      return again.close();
    });
    renameSync(otherPath, path);

    await store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'second' }]);
    const next = await afterRestart(store, path);

    expect(notices).toEqual([expect.stringContaining('was replaced while it was in use')]);
    expect(next.find('p', 'a')).toEqual(replacement('a', 'h1'));
    expect(next.find('q', 'theirs')).toEqual(replacement('theirs', 'h7'));
    expect(await Promise.all(['h1', 'h2', 'h7'].map(handle => next.original(handle)))).toEqual([
      original,
      'second',
      'their text',
    ]);
  });

  it('takes down again what it was just writing, and asks for the text of a block that it had', async () => {
    const { path, store } = await inUse();
    rmSync(path);

    store.record(recordingOf('e2', ['one', 'two']));
    await store.flush();

    expect((await store.summary()).totalRequests).toBe(1);
    expect((await store.block('e2', 1))?.before).toBe('two');
    expect(store.needsText(recordingOf('e1', ['never sent again']).texts[0]?.hash ?? '')).toBe(true);
  });

  it('is not begun anew when another engine has taken its place: decisions are refused, replays go on', async () => {
    const { path, store, notices } = await inUse({ retakeLock: () => Promise.reject(new Error('taken')) });
    rmSync(path);

    await expect(store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'x' }])).rejects.toThrow('taken');

    expect(store.find('p', 'a')).toEqual(replacement('a', 'h1'));
    expect(store.find('p', 'b')).toBeUndefined();
    expect(notices).toEqual([]);
    expect(readdirSync(dirname(path))).not.toContain('store');
  });

  it('keeps what two engines write at once', async () => {
    const { path, store } = await inUse();
    const second = await open(path);

    for (const n of [1, 2, 3]) {
      await store.commit('p', [replacement(`mine${n}`, `m${n}`)], [{ handle: `m${n}`, text: `my ${n}` }]);
      await second.commit('p', [replacement(`theirs${n}`, `t${n}`)], [{ handle: `t${n}`, text: `their ${n}` }]);
      expect(await store.original(`m${n}`)).toBe(`my ${n}`);
      expect(await store.original(`t${n}`)).toBe(`their ${n}`);
    }
    const next = await afterRestart(store, path);

    expect([1, 2, 3].map(n => [next.find('p', `mine${n}`)?.identity, next.find('p', `theirs${n}`)?.identity])).toEqual(
      [1, 2, 3].map(n => [`mine${n}`, `theirs${n}`]),
    );
  });

  if (kind === 'jsonl')
    it('that is cut off is moved aside; what cannot be given back is not replayed', async () => {
      const { path, store, notices } = await inUse();
      truncateSync(path, 10);

      await store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'second' }]);

      expect(notices).toEqual([
        expect.stringMatching(/was damaged while it was in use; .* The old one is store\.damaged-/),
      ]);
      expect(store.find('p', 'a')).toBeUndefined();
      expect(store.find('p', 'b')).toBeDefined();
    });

  if (kind === 'jsonl')
    it('to which half a line was appended still keeps whole ones', async () => {
      const { path, store } = await inUse();
      appendFileSync(path, '{"type":"sta');

      await store.commit('p', [], [{ handle: 'h2', text: 'second' }]);
      await store.commit('p', [], [{ handle: 'h3', text: 'third' }]);

      expect(await store.original('h3')).toBe('third');
      const next = await afterRestart(store, path);
      expect(await next.original('h3')).toBe('third');
    });
});
