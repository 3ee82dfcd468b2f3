import { expect, it } from 'vitest';
import { studentQuantile } from '../../../src/engine/measure/studentQuantile.ts';

it.each([
  [3, 3.182],
  [4, 2.776],
  [10, 2.228],
  [30, 2.042],
  [1000, 1.962],
])('is the table’s for %i degrees of freedom', (degrees, quantile) => {
  expect(studentQuantile(0.975, degrees)).toBeCloseTo(quantile, degrees < 4 ? 1 : 2);
});
