import { expect, test } from 'vitest';
import { budgetFor } from '../../../../src/engine/transforms/structured/informationBudget.ts';

test('twice the text gets less than twice the room', () => {
  expect(budgetFor(20_000, 1)).toBeGreaterThan(budgetFor(10_000, 1));
  expect(budgetFor(20_000, 1)).toBeLessThan(2 * budgetFor(10_000, 1));
  expect(budgetFor(10_000, 0.5)).toBe(budgetFor(10_000, 1) / 2);
});
