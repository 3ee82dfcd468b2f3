import { expect, test } from 'vitest';
import { factorKinds, labelOf } from '../../../../src/engine/transforms/structured/rowKinds.ts';

const rules = ['semi', 'quotes', 'semi', 'semi', 'quotes', 'semi', 'semi', 'quotes', 'semi', 'semi'];
const messages = rules.map(rule => (rule === 'semi' ? 'Missing semicolon.' : 'Strings must use doublequote.'));
const lines = rules.map((_, i) => `${i * 3}`);

test('columns that recur together are one kind each, in the order of the columns', () => {
  const kinds = factorKinds([rules, lines, messages]);

  expect([...(kinds?.columns ?? [])].sort()).toEqual([0, 2]);
  expect(kinds?.kinds).toEqual([
    ['semi', 'Missing semicolon.'],
    ['quotes', 'Strings must use doublequote.'],
  ]);
  expect(kinds?.kindOf).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
});

test('columns that hardly repeat, short cells and few rows have no kinds', () => {
  expect(factorKinds([lines, lines.map(line => `text ${line}`)])).toBeUndefined();
  expect(factorKinds([rules.map(rule => rule.slice(0, 1)), lines])).toBeUndefined();
  expect(factorKinds([rules.slice(0, 5), messages.slice(0, 5)])).toBeUndefined();
});

test('labels go on after z', () => {
  expect([0, 25, 26, 701, 702].map(labelOf)).toEqual(['a', 'z', 'aa', 'zz', 'aaa']);
});
