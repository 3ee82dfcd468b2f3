import { expect, test } from 'vitest';
import { describeFacets } from '../../../../src/engine/transforms/structured/facets.ts';

test('figures are exact over all rows: counts of values, ranges of numbers as spelled', () => {
  const count = 1200;
  const rows = Array.from({ length: count }, (_, i) => i);
  const table = {
    count,
    columns: [
      { name: 'state', values: rows.map(i => (i % 400 === 0 ? 'failed' : i % 3 === 0 ? undefined : 'ok')) },
      { name: 'ms', values: rows.map(i => `${(i * 7919) % 1201}.50`) },
      { name: 'title', values: rows.map(i => `title ${i}`) },
    ],
    sizes: rows.map(() => 10),
    odd: new Map<number, string>(),
  };

  expect(describeFacets(table)).toBe('over all 1,200: state ok ×798, failed ×3; ms 0.50..1200.50');
});

test('beyond sixteen values the rest is summed', () => {
  const values = Array.from({ length: 200 }, (_, i) => `v${i % 20}`);

  const facets = describeFacets({ count: 200, columns: [{ name: 'v', values }], sizes: [], odd: new Map() });

  expect(facets).toContain('v0 ×10');
  expect(facets).toMatch(/v15 ×10, 4 other values ×40$/);
});
