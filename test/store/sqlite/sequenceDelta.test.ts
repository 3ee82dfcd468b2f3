import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyDelta, diffRows } from '../../../src/store/sqlite/sequenceDelta.ts';

const rows = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 });

it('a delta turns its base into the next list, whatever the two are', () => {
  fc.assert(
    fc.property(rows, rows, (base, next) => {
      expect(applyDelta(base, diffRows(base, next))).toEqual(next);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 300) },
  );
});

it('one more turn costs its own rows', () => {
  const base = Array.from({ length: 1000 }, (_, n) => `row ${n}`);

  expect(diffRows(base, [...base, 'new'])).toEqual([[0, 1000], 'new']);
  expect(diffRows(base, [...base.slice(0, 500), 'changed', ...base.slice(501)])).toEqual([
    [0, 500],
    'changed',
    [501, 499],
  ]);
});
