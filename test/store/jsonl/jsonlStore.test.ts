import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JsonlStore } from '../../../src/store/jsonl/jsonlStore.ts';
import type { StoreOptions } from '../../../src/store/store.ts';
import { makeFolder, recordingOf, replacement, startOfTime, storeOptions } from '../storeLab.ts';

function open(path: string, options: Partial<StoreOptions> = {}): Promise<JsonlStore> {
  return JsonlStore.open(path, { ...storeOptions, ...options });
}

it('loses only the commit that a crash tore, and says nothing about it: nobody was told that it is kept', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const first = await open(path);
  await first.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'one' }]);
  await first.close();
  appendFileSync(path, '{"type":"commit","project":"p","at":1,"decisions":[{"identity":"b"');
  const notices: string[] = [];

  const second = await open(path, { notify: notice => notices.push(notice) });
  await second.commit('p', [replacement('c', 'h2')], [{ handle: 'h2', text: 'two' }]);
  await second.close();
  const third = await open(path);

  expect(third.find('p', 'a')).toBeDefined();
  expect(third.find('p', 'b')).toBeUndefined();
  expect(await third.original('h2')).toBe('two');
  expect(notices).toEqual([]);
  await third.close();
});

it('writes a text once, however many exchanges name it', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const store = await open(path);
  for (let n = 0; n < 5; n++) store.record(recordingOf(`e${n}`, ['a text that stays']));
  await store.close();

  expect(readFileSync(path, 'utf8').split('a text that stays')).toHaveLength(2);
});

it('says how many lines are damaged, and goes on without them', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const first = await open(path);
  await first.commit('p', [], [{ handle: 'h1', text: 'one' }]);
  await first.close();
  appendFileSync(path, 'not a line of ours\n');
  const notices: string[] = [];

  const second = await open(path, { notify: notice => notices.push(notice) });

  expect(notices).toEqual([`The store ${path} holds damaged lines, which were skipped: 1.`]);
  expect(await second.original('h1')).toBe('one');
  await second.close();
});

it('moves a file that is no store aside', async () => {
  const folder = makeFolder();
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, 'the diary of somebody\n');
  const notices: string[] = [];

  const store = await open(path, { notify: notice => notices.push(notice) });
  await store.close();

  const aside = readdirSync(folder).find(name => name.includes('.damaged-')) ?? '';
  expect(readFileSync(join(folder, aside), 'utf8')).toBe('the diary of somebody\n');
  expect(notices[0]).toContain(`moved to ${aside}`);
});

it('leaves the file of a newer version alone', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const content = '{"type":"header","version":99,"handleKey":"00"}\n';
  writeFileSync(path, content);

  await expect(open(path)).rejects.toThrow('written by a newer Headroom');

  expect(readFileSync(path, 'utf8')).toBe(content);
});

it('shrinks its file by what retention let go', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  let now = startOfTime;
  const store = await open(path, { now: () => now, retentionDays: 1 });
  store.record(recordingOf('old', ['x'.repeat(50_000)]));
  await store.flush();
  now += 3 * 86_400_000;
  store.record(recordingOf('new', ['y'], { startedAt: now }));
  await store.flush();

  const report = await store.retain();

  expect(report).toMatchObject({ exchanges: 1, texts: 1 });
  expect(report.storeBytes).toBeLessThan(5000);
  expect((await store.block('new', 0))?.before).toBe('y');
  await store.close();
});
