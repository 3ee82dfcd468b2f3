import { expect, test } from 'vitest';
import { explain, extras } from '../../../../../src/engine/transforms/structured/json/notation.ts';

test('what is used is explained, in one order, and nothing else', () => {
  expect(explain(new Set(['numbers', 'tables']))).toEqual([
    '"N rows: a,b" heads a table, one row per line, empty cell = key absent',
    '# = row number from 0',
  ]);
  expect(explain(new Set())).toEqual([]);
  expect(explain(new Set(extras))).toHaveLength(extras.length);
});
