import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squarify } from '../../../webview/model/treemap.ts';

test('areas are proportional to values and fill the box', () => {
  const values = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, items => {
      const placed = squarify(items, item => item, { x: 0, y: 0, width: 400, height: 300 });

      const sum = items.reduce((total, item) => total + item, 0);
      for (const { item, box } of placed) expect(box.width * box.height).toBeCloseTo((item / sum) * 120_000, 3);
      expect(placed).toHaveLength(items.length);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 100) },
  );
});
