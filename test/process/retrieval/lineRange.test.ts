import { expect, it } from 'vitest';
import { parseLineRange } from '../../../src/process/retrieval/lineRange.ts';

it.each([
  ['120-180', { from: 120, to: 180 }],
  [' 7 ', { from: 7, to: 7 }],
  ['400-', { from: 400, to: Number.MAX_SAFE_INTEGER }],
  ['3..5', { from: 3, to: 5 }],
])('"%s" is read', (text, range) => {
  expect(parseLineRange(text)).toEqual(range);
});

it.each(['', '0-3', '5-4', 'a-b', '-3'])('"%s" is no range', text => {
  expect(parseLineRange(text)).toBeUndefined();
});
