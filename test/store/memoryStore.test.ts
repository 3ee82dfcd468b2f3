import { expect, it } from 'vitest';
import { MemoryStore } from '../../src/store/memoryStore.ts';
import { replacement, storeOptions } from './storeLab.ts';

const open = (): MemoryStore => new MemoryStore(storeOptions);

it('keeps decisions that need no original, as long as it lives', async () => {
  const store = open();
  const plain = replacement('a', 'h1');
  const decodable = { ...plain, outcome: { ...plain.outcome, grade: 'decodable' as const } };

  await store.commit('p', [decodable], [{ handle: 'h1', text: 'x' }]);

  expect(store.find('p', 'a')).toEqual(decodable);
  await store.wipe();
  expect(store.find('p', 'a')).toBeUndefined();
});

it('refuses an omission: it could never be had back', async () => {
  const store = open();

  await expect(store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'x' }])).rejects.toThrow(
    'Nothing is stored',
  );

  expect(store.find('p', 'a')).toBeUndefined();
});

it('records nothing and says so in every figure', async () => {
  const store = open();
  store.record();

  expect(store.needsText()).toBe(false);
  expect(await store.exchange()).toBeUndefined();
  expect(await store.summary()).toMatchObject({ totalRequests: 0, retrievals: { count: 0, tokens: 0 } });
  expect((await store.totals()).exchanges).toBe(0);
});
