import { expect, it } from 'vitest';
import { findJsonBloat } from '../../../src/engine/waste/findJsonBloat.ts';
import { counter } from './wasteLab.ts';

it('tells how much of a list of records is repeated structure', () => {
  const records = Array.from({ length: 100 }, (_, i) => ({ identifier: i, displayName: `n${i}`, isEnabled: true }));
  const text = JSON.stringify(records, null, 2);

  const found = findJsonBloat(text, counter);

  expect(found?.category).toBe('jsonBloat');
  expect(found?.tokens).toBeGreaterThan(counter.count(text) * 0.5);
  expect(found?.tokens).toBeLessThan(counter.count(text));
});

it('is silent about text that is no JSON', () => {
  expect(findJsonBloat('3 files changed, 12 insertions', counter)).toBeUndefined();
});
