import { expect, it } from 'vitest';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import { cliffWarnings } from '../../../src/engine/plan/cliffWarnings.ts';

it('says how many tokens too many cost a step in price, and nothing elsewhere', () => {
  const model = resolveModel('gpt-6.2-sol');

  expect(cliffWarnings(model, 273_000)[0]).toContain('1,000 tokens above 272,000, where gpt-6.2-sol charges 2 times');
  expect(cliffWarnings(model, 272_000)).toEqual([]);
  expect(cliffWarnings(resolveModel('nobody/knows'), 500_000)).toEqual([]);
});
