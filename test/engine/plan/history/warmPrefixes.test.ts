import { expect, it } from 'vitest';
import { WarmPrefixes } from '../../../../src/engine/plan/history/warmPrefixes.ts';

const minute = 60_000;
const five = 5 * minute;
const longest = 60 * minute;
const started = 1_000 * minute;
/** Long enough after the start that nothing from before it counts. */
const later = started + 62 * minute;

const request = (keys: string, model = 'opus') => ({ model, keys: keys.split(' '), lifetimeMs: five });

it('after the start nothing is cold until all that may have been sent before has expired', () => {
  const warm = new WarmPrefixes(started);

  expect(warm.coldTail(request('a b'), longest, started + 61 * minute)).toBeUndefined();
  expect(warm.coldTail(request('a b'), longest, later)).toEqual({
    from: 0,
    reason: 'it was not sent to opus for 62 minutes, longer than caches live',
  });
});

it('what was sent stays warm for its lifetime and a margin, and so does every prefix of it', () => {
  const warm = new WarmPrefixes(started);
  warm.sent(request('a b c'), later);

  expect(warm.coldTail(request('a b c'), longest, later + 6 * minute)).toBeUndefined();
  expect(warm.coldTail(request('a b'), longest, later + 6 * minute)).toBeUndefined();
  expect(warm.coldTail(request('a b c'), longest, later + 7 * minute)?.reason).toBe(
    'it was last sent 7 minutes ago, longer than caches live',
  );
});

it('behind a change of the client nothing is warm', () => {
  const warm = new WarmPrefixes(started);
  warm.sent(request('a b c'), later);

  expect(warm.coldTail(request('a x y'), longest, later + minute)).toEqual({
    from: 1,
    reason: 'the client changed what comes before, so no cache holds it',
  });
});

it('a longer lifetime is not shortened by a later request with a shorter one', () => {
  const warm = new WarmPrefixes(started);
  warm.sent({ ...request('a'), lifetimeMs: longest }, later);
  warm.sent(request('a'), later + minute);

  expect(warm.coldTail(request('a'), longest, later + 50 * minute)).toBeUndefined();
});

it('another model has another cache', () => {
  const warm = new WarmPrefixes(started);
  warm.sent(request('a'), later);

  expect(warm.coldTail(request('a', 'sonnet'), longest, later)?.from).toBe(0);
});

it('what nobody read may have been anything', () => {
  const warm = new WarmPrefixes(started);
  warm.missed(later);

  expect(warm.coldTail(request('a'), longest, later + 60 * minute)).toBeUndefined();
  expect(warm.coldTail(request('a'), longest, later + 62 * minute)?.from).toBe(0);
});

it('what is forgotten for lack of room counts as unseen', () => {
  const warm = new WarmPrefixes(started, 2);
  warm.sent(request('a b'), later);
  warm.sent(request('c d'), later + 10 * minute);

  expect(warm.coldTail(request('a'), longest, later + 30 * minute)).toBeUndefined();
  expect(warm.coldTail(request('a'), longest, later + 62 * minute)?.from).toBe(0);
});

it('a model that is forgotten for lack of room counts as unseen', () => {
  const warm = new WarmPrefixes(started);
  for (let i = 0; i < 65; i++) warm.sent(request('a', `model ${i}`), later);

  expect(warm.coldTail(request('a', 'model 0'), longest, later + 30 * minute)).toBeUndefined();
});
