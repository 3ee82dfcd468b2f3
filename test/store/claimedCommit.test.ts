import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { newClaim, withdrawClaim } from '../../src/engine/plan/claim.ts';
import { openStore } from '../../src/store/openStore.ts';
import type { Store } from '../../src/store/store.ts';
import { makeFolder, replacement, storeOptions } from './storeLab.ts';

const opened = new Set<Store>();

afterEach(async () => {
  for (const store of opened) await store.close();
  opened.clear();
});

describe.each(['sqlite', 'jsonl'])('a %s store', kind => {
  const open = async (path: string): Promise<Store> => {
    const store = await openStore(`${kind}:///${path}`, storeOptions);
    opened.add(store);
    return store;
  };

  it('keeps what was claimed', async () => {
    const store = await open(join(makeFolder(), 'store'));

    await store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'one' }], newClaim());

    expect(store.find('p', 'a')?.outcome.kind).toBe('replace');
  });

  it('keeps what a cut of the window took, over a restart', async () => {
    const path = join(makeFolder(), 'store');
    const store = await open(path);
    const { outcome, ...rest } = replacement('window:0:c', 'h1');
    const cut = { units: [['call:a', 'call:b']], callsSinceSpoken: 3 };

    await store.commit(
      'p',
      [{ ...rest, outcome: { ...outcome, cut } as typeof outcome }],
      [{ handle: 'h1', text: '[]' }],
    );
    opened.delete(store);
    await store.close();

    expect((await open(path)).find('p', 'window:0:c')?.outcome).toMatchObject({ kind: 'replace', cut });
  });

  it('keeps nothing of a decision that was withdrawn, in memory or on disk, and goes on', async () => {
    const path = join(makeFolder(), 'store');
    const store = await open(path);
    const claim = newClaim();
    withdrawClaim(claim);

    const late = store.commit('p', [replacement('a', 'h1')], [{ handle: 'h1', text: 'one' }], claim);
    const next = store.commit('p', [replacement('b', 'h2')], [{ handle: 'h2', text: 'two' }]);

    await expect(late).rejects.toThrow('Nobody waits for this decision any more');
    await next;
    expect([store.find('p', 'a'), store.find('p', 'b')?.outcome.kind]).toEqual([undefined, 'replace']);
    opened.delete(store);
    await store.close();
    const again = await open(path);
    expect([again.find('p', 'a'), await again.original('h1')]).toEqual([undefined, undefined]);
    expect(again.find('p', 'b')?.outcome.kind).toBe('replace');
  });
});
