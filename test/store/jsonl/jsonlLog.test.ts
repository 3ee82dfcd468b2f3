import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JsonlLog } from '../../../src/store/jsonl/jsonlLog.ts';
import { makeFolder, recordingOf, sha256, storeOptions } from '../storeLab.ts';

const open = (): Promise<JsonlLog> => JsonlLog.open(join(makeFolder(), 'log.jsonl'), storeOptions);

it('a turn waits for the one before, and a failed one stops nobody', async () => {
  const log = await open();
  const order: number[] = [];
  const slow = log.turn(async () => {
    await new Promise(resolve => setTimeout(resolve, 20));
    order.push(1);
    throw new Error('slow one failed');
  });
  const fast = log.turn(async () => order.push(2));

  await expect(slow).rejects.toThrow('slow one failed');
  await fast;

  expect(order).toEqual([1, 2]);
  await log.close();
});

it('writes only while no other process does, and says why it could not', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  const held: string[] = [];
  let refusal: Error | undefined;
  const holdLock = async (lock: string) => {
    if (refusal !== undefined) throw refusal;
    held.push(lock);
    return async () => void held.pop();
  };
  const log = await JsonlLog.open(path, { ...storeOptions, holdLock });

  expect(await log.turn(async () => [...held])).toEqual([]);
  expect(await log.writingTurn(async () => [...held])).toEqual([`${path}.writing`]);
  expect(held).toEqual([]);
  refusal = new Error('The process 7 holds it.');
  await expect(log.writingTurn(async () => undefined)).rejects.toThrow('The process 7 holds it.');
  await log.close();
});

it('a text survives the exchange that brought it, when the file is written anew', async () => {
  const log = await open();
  await log.write({ type: 'exchange', ...recordingOf('e1', ['shared', 'own']) }, false);
  await log.write({ type: 'exchange', ...recordingOf('e2', ['shared']), texts: [] }, false);

  log.index.dropExchanges(log.index.inOrder().slice(0, 1));
  await log.compact();

  const texts = await log.texts([sha256('shared'), sha256('own')]);
  expect(texts).toEqual(new Map([[sha256('shared'), 'shared']]));
  await log.close();
});

it('keeps its key when it is written anew, and gets another when it starts again', async () => {
  const log = await open();
  const { handleKey } = log.index;

  await log.compact();
  expect(log.index.handleKey).toBe(handleKey);
  await log.restart();

  expect(log.index.handleKey).toMatch(/^[0-9a-f]{64}$/);
  expect(log.index.handleKey).not.toBe(handleKey);
  await log.close();
});

it.skipIf(!existsSync('/dev/full'))('says that a disk is too full for a new file', async () => {
  const path = join(makeFolder(), 'log.jsonl');
  symlinkSync('/dev/full', path);

  await expect(JsonlLog.open(path, storeOptions)).rejects.toThrow('is full. Free some space.');

  expect(existsSync(path)).toBe(false);
});
