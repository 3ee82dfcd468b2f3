import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Upkeep } from '../../src/store/upkeep.ts';
import { startOfTime, storeOptions } from './storeLab.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start(retain: () => Promise<never>) {
  const seen = { retained: 0, flushed: 0, notices: [] as string[] };
  const store = {
    path: 'x.db',
    retain: () => {
      seen.retained += 1;
      return retain();
    },
  };
  const flush = async (): Promise<void> => {
    seen.flushed += 1;
  };
  return { seen, upkeep: new Upkeep(store, flush, notice => seen.notices.push(notice)) };
}

const never = (): Promise<never> => new Promise(() => undefined);

it('tidies soon after it starts and every hour, and hands touches over every minute', async () => {
  const { seen, upkeep } = start(never);

  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toMatchObject({ retained: 1, flushed: 1 });
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(seen).toMatchObject({ retained: 2, flushed: 61 });

  upkeep.end();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(seen.retained).toBe(2);
});

it('tells when tidying failed', async () => {
  const { seen, upkeep } = start(() => Promise.reject(new Error('no space')));

  await vi.advanceTimersByTimeAsync(30_000);

  expect(seen.notices).toEqual(['The store x.db could not be tidied: no space']);
  upkeep.end();
});

it('keeps thirty days and two gigabytes unless told otherwise', () => {
  const { upkeep } = start(never);

  expect(upkeep.limits(storeOptions)).toEqual({ cutoff: startOfTime - 30 * 86_400_000, maxBytes: 2 ** 31 });
  expect(upkeep.limits({ ...storeOptions, retentionDays: 1, maxStoreBytes: 5 })).toEqual({
    cutoff: startOfTime - 86_400_000,
    maxBytes: 5,
  });
  upkeep.end();
});
