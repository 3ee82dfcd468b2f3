import { expect, test } from 'vitest';
import { describeValues } from '../../../../src/engine/transforms/text/valueFacets.ts';

test('few values are all named with their counts', () => {
  expect(describeValues(['6', '7', '6'])).toBe('6 ×2, 7');
  expect(describeValues(['x', 'x'])).toBe('all x');
});

test('many numbers are summed up by their range and the most frequent', () => {
  expect(describeValues([...Array.from({ length: 20 }, (_, i) => String(i * 3)), '9'])).toBe(
    '20 different, 0 to 57, most often 9 ×2',
  );
});
