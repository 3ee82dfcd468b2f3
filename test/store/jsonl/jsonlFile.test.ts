import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Entry } from '../../../src/store/jsonl/entries.ts';
import { JsonlFile } from '../../../src/store/jsonl/jsonlFile.ts';
import { makeFolder } from '../storeLab.ts';

const state = (name: string, json = '1'): Entry => ({ type: 'state', name, json });

async function replayed(file: JsonlFile): Promise<{ entries: readonly Entry[]; unreadable: number }> {
  const entries: Entry[] = [];
  const unreadable = await file.replay(entry => entries.push(entry));
  return { entries, unreadable };
}

it('replays what was appended, and reads one line by its place', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const file = await JsonlFile.open(path);
  await file.append(state('a', 'ä\n"😀"'), false);
  const place = await file.append(state('b'), true);

  expect(await file.read(place)).toEqual(state('b'));
  expect(await replayed(file)).toEqual({ entries: [state('a', 'ä\n"😀"'), state('b')], unreadable: 0 });
  await file.close();
});

it.each([...Array(30).keys()])('a last line torn after %i bytes is cut off, and the next one is whole', async bytes => {
  const path = join(makeFolder(), 'log.jsonl');
  writeFileSync(path, `${JSON.stringify(state('a'))}\n${JSON.stringify(state('torn')).slice(0, bytes)}`);

  const file = await JsonlFile.open(path);
  expect((await replayed(file)).entries).toEqual([state('a')]);
  await file.append(state('b'), false);

  expect((await replayed(file)).entries).toEqual([state('a'), state('b')]);
  await file.close();
});

it('waits for a line that somebody else is still writing, and takes away one that was never finished', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const file = await JsonlFile.open(path);
  const line = `${JSON.stringify(state('theirs'))}\n`;
  const seen: Entry[] = [];

  appendFileSync(path, line.slice(0, 10));
  await file.catchUp(entry => seen.push(entry));
  expect([await file.change(), seen]).toEqual(['grown', []]);
  appendFileSync(path, line.slice(10) + line.slice(0, 10));
  await file.catchUp(entry => seen.push(entry));
  await file.cutOffTorn();
  const place = await file.append(state('ours'), false);

  expect(seen).toEqual([state('theirs')]);
  expect(await file.read(place)).toEqual(state('ours'));
  expect((await replayed(file)).entries).toEqual([state('theirs'), state('ours')]);
  await file.close();
});

it('skips and counts a damaged line in the middle', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  writeFileSync(path, `${JSON.stringify(state('a'))}\n{"type":"sta\u0000\n\n${JSON.stringify(state('b'))}\n`);

  const file = await JsonlFile.open(path);

  expect(await replayed(file)).toEqual({ entries: [state('a'), state('b')], unreadable: 1 });
  await file.close();
});

it('reads lines that are longer than its buffer', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const long = state('long', 'x'.repeat(3_000_000));
  const file = await JsonlFile.open(path);
  for (const entry of [long, state('b'), long]) await file.append(entry, false);

  expect((await replayed(file)).entries).toEqual([long, state('b'), long]);
  await file.close();
});

it.skipIf(!existsSync('/dev/full'))('rejects what a full disk cannot keep', async () => {
  const file = await JsonlFile.open('/dev/full');

  await expect(file.append(state('a'), true)).rejects.toThrow('The disk with the store /dev/full is full');
  await file.close();
});

it('is replaced at once; a failure on the way leaves it as it was', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const file = await JsonlFile.open(path);
  await file.append(state('a'), false);

  const failing = file.replaceBy(failAfter(state('b')));
  await expect(failing).rejects.toThrow('on the way');
  expect((await replayed(file)).entries).toEqual([state('a')]);
  await file.replaceBy(only(state('c')));
  await file.append(state('d'), false);

  expect((await replayed(file)).entries).toEqual([state('c'), state('d')]);
  expect(existsSync(`${path}.new`)).toBe(false);
  await file.close();
});

async function* only(entry: Entry) {
  yield entry;
}

async function* failAfter(entry: Entry) {
  yield entry;
  throw new Error('on the way');
}
