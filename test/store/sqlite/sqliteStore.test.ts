import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, openAt, recordingOf, replacement, startOfTime } from '../storeLab.ts';

test('a committed decision and its original are there after a restart', async () => {
  const path = join(makeFolder(), 'store.db');
  const original = 'line\u0000 one \ud800 \n'.repeat(500);
  const first = await openAt(path);

  await first.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: original }]);
  await first.close();
  const second = await openAt(path);

  expect(second.find('p', 'a')).toEqual(replacement('a', 'h1'));
  expect(second.find('q', 'a')).toBeUndefined();
  expect(second.hasReplacements('p')).toBe(true);
  expect(await second.original('h1', 'p')).toBe(original);
  expect(await second.original('h1', 'q')).toBeUndefined();
  expect(second.handleKey).toEqual(first.handleKey);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await second.close();
});

test('a replacement whose original is missing is rejected and cannot be found', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));

  await expect(store.commit('p', [replacement('a', 'h1')], [])).rejects.toThrow('original h1');

  expect(store.find('p', 'a')).toBeUndefined();
  await store.close();
});

test('one commit that fails does not take along those that wait with it', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));
  const good = [0, 1, 2].map(n =>
    store.commit('p', [replacement(`a${n}`, `h${n}`)], [{ handle: `h${n}`, text: `t${n}` }]),
  );
  const bad = store.commit('p', [replacement('b', 'nowhere')], []);

  await expect(bad).rejects.toThrow();
  await Promise.all(good);

  expect(store.find('p', 'a2')).toBeDefined();
  await store.close();
});

test('recorded exchanges come back with their texts, newest first', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));
  store.record(recordingOf('e1', ['one', 'two']));
  store.record(
    recordingOf('e2', ['one', 'two', 'three'], { parent: 'e1', title: 'add 100% more', startedAt: startOfTime + 5 }),
  );
  await store.flush();

  const page = await store.exchanges({ limit: 1 });
  const rest = await store.exchanges({ limit: 5, ...(page.next === undefined ? {} : { before: page.next }) });

  expect(page.exchanges.map(({ id }) => id)).toEqual(['e2']);
  expect(rest.exchanges.map(({ id }) => id)).toEqual(['e1']);
  expect((await store.exchanges({ limit: 5, search: '100% m' })).exchanges).toHaveLength(1);
  expect((await store.exchange('e2'))?.blocks).toEqual(recordingOf('e2', ['one', 'two', 'three']).exchange.blocks);
  expect((await store.block('e2', 2))?.before).toBe('three');
  expect((await store.summary()).totalTokensSaved).toBe(400);
  expect((await store.totals(startOfTime)).clients).toEqual([
    { name: 'Claude Code', exchanges: 2, lastSeenAt: startOfTime + 5 },
  ]);
  await store.close();
});

test('two hundred turns cost their unique content, not the whole conversation each time', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));
  const texts: string[] = [];
  const sizes: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    texts.push(
      `${turn} `.repeat(20) +
        Buffer.from(Array.from({ length: 900 }, (_, i) => (turn * 31 + i * i * 7) % 256)).toString('base64'),
    );
    store.record(recordingOf(`e${turn}`, texts, { startedAt: startOfTime + turn }));
    await store.flush();
    if (turn % 100 === 99) sizes.push((await store.summary()).storeBytes);
  }

  const [half = 0, whole = 0] = sizes;

  expect(whole).toBeLessThan(half * 2.2);
  expect((await store.exchange('e150'))?.blocks).toHaveLength(151);
  await store.close();
});

test('a decision nobody replays expires with its original; one in use stays', async () => {
  let now = startOfTime;
  const store = await openAt(join(makeFolder(), 'store.db'), { now: () => now, retentionDays: 30 });
  await store.commit(
    'p',
    [replacement('old', 'h1'), replacement('used', 'h2')],
    [
      { handle: 'h1', text: 'first' },
      { handle: 'h2', text: 'second' },
    ],
  );
  store.record(recordingOf('e1', ['block of e1']));
  await store.flush();

  now += 20 * 86_400_000;
  store.find('p', 'used');
  now += 15 * 86_400_000;
  const report = await store.retain();

  expect(report).toMatchObject({ exchanges: 1, decisions: 1, originals: 1 });
  expect(store.find('p', 'old')).toBeUndefined();
  expect(await store.original('h1')).toBeUndefined();
  expect(store.find('p', 'used')).toBeDefined();
  expect(await store.original('h2')).toBe('second');
  expect(store.needsText(recordingOf('e1', ['block of e1']).texts[0]?.hash ?? '')).toBe(true);
  await store.close();
});

test('a wiped store holds nothing of what it held, in any file', async () => {
  const folder = makeFolder();
  const store = await openAt(join(folder, 'store.db'));
  await store.commit('p', [replacement('a', 'h1', 'sentinel')], [{ handle: 'h1', text: 'sentinel original' }]);
  store.record(recordingOf('e1', ['sentinel block'], { title: 'sentinel title' }));
  const oldKey = store.handleKey;

  await store.wipe();

  const files = readdirSync(folder).map(name => readFileSync(join(folder, name), 'latin1'));
  expect(files.filter(content => content.includes('sentinel'))).toEqual([]);
  expect(store.find('p', 'a')).toBeUndefined();
  expect(store.handleKey).not.toEqual(oldKey);
  await store.close();
});

test('a damaged file is moved aside with a notice, and a fresh store starts', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'store.db'), 'this is no database'.repeat(500));
  const notices: string[] = [];

  const store = await openAt(join(folder, 'store.db'), { notify: notice => notices.push(notice) });

  await store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'x' }]);
  expect(notices).toHaveLength(1);
  expect(readdirSync(folder).filter(name => name.includes('.damaged-'))).toHaveLength(1);
  await store.close();
});

test('a thread that dies fails what it was at, and another one goes on', async () => {
  const notices: string[] = [];
  const workerUrl = new URL('./mortalWorker.ts', import.meta.url);
  const store = await openAt(join(makeFolder(), 'store.db'), { workerUrl, notify: notice => notices.push(notice) });
  await store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'before' }]);
  await expect(store.exportConversation('death')).rejects.toThrow('The store is closed.');

  await Promise.all(
    ['b', 'c'].map((identity, n) =>
      store.commit('p', [replacement(identity, `h${n + 2}`)], [{ handle: `h${n + 2}`, text: 'after' }]),
    ),
  );

  expect(await Promise.all(['h1', 'h2', 'h3'].map(handle => store.original(handle)))).toEqual([
    'before',
    'after',
    'after',
  ]);
  expect(store.find('p', 'a')).toBeDefined();
  expect(notices).toEqual(["The store's thread had ended and was started again."]);
  await store.close();
});

test('a store that was closed stays closed', async () => {
  const store = await openAt(join(makeFolder(), 'store.db'));
  await store.close();

  await expect(store.summary()).rejects.toThrow('The store is closed.');
});
