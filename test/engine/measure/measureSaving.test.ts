import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MeasuredUnit, measureSaving } from '../../../src/engine/measure/measureSaving.ts';

const runs = Number(process.env.FC_RUNS ?? 20);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Conversations whose sizes spread over orders of magnitude and whose price per token varies from one to the next. */
function conversations(count: number, next: () => number, share: number, spread: number): readonly MeasuredUnit[] {
  const bell = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: count }, () => {
    const tokensBefore = Math.exp(12 + 1.2 * bell());
    return { tokensBefore, usd: tokensBefore * 1e-6 * share * Math.exp(spread * bell() - spread ** 2 / 2) };
  });
}

it('the interval holds the truth nineteen times in twenty, whatever the populations', () => {
  const population = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    saving: fc.double({ min: -0.2, max: 0.9, noNaN: true }),
    spread: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    treated: fc.integer({ min: 40, max: 200 }),
    untouched: fc.integer({ min: 20, max: 60 }),
  });
  let [held, tried] = [0, 0];

  fc.assert(
    fc.property(population, ({ seed, saving, spread, treated, untouched }) => {
      const next = numbersFrom(seed);
      for (let i = 0; i < 20; i++) {
        const measured = measureSaving(
          conversations(treated, next, 1 - saving, spread),
          conversations(untouched, next, 1, spread),
        );
        if (measured === undefined) throw new Error('enough conversations');
        tried++;
        if (measured.low <= saving && saving <= measured.high) held++;
        expect(measured.low).toBeLessThanOrEqual(measured.share);
        expect(measured.share).toBeLessThanOrEqual(measured.high);
      }
    }),
    { numRuns: runs, seed: 7 },
  );

  // Ratio estimators are a little too sure of themselves in small and skewed samples.
  expect(held / tried).toBeGreaterThan(0.9);
  expect(held / tried).toBeLessThan(0.99);
});

it('is exact where conversations do not differ', () => {
  const units = (usd: number) =>
    Array.from({ length: 5 }, (_, i) => ({ usd: usd * (i + 1), tokensBefore: 1000 * (i + 1) }));

  expect(measureSaving(units(1), units(4))).toEqual({ share: 0.75, low: 0.75, high: 0.75, treated: 5, untouched: 5 });
});

it('one large conversation makes the interval wide, not the figure sure', () => {
  const small = Array.from({ length: 9 }, () => ({ usd: 1, tokensBefore: 1000 }));
  const treated = [...small, { usd: 50, tokensBefore: 100_000 }];

  const measured = measureSaving(treated, [...small, { usd: 1, tokensBefore: 1000 }]);

  expect((measured?.high ?? 0) - (measured?.low ?? 0)).toBeGreaterThan(0.3);
});

it('says nothing of a handful of conversations, or where nothing was paid', () => {
  const units = Array.from({ length: 5 }, () => ({ usd: 1, tokensBefore: 1000 }));

  expect(measureSaving(units.slice(1), units)).toBeUndefined();
  expect(
    measureSaving(
      units,
      units.map(unit => ({ ...unit, usd: 0 })),
    ),
  ).toBeUndefined();
});
