import { expect, it } from 'vitest';
import { lineOf } from '../../../src/engine/waste/lineOf.ts';

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [4, 3],
])('offset %i lies on line %i', (offset, line) => {
  expect(lineOf('a\nb\nc', offset)).toBe(line);
});
