import { expect, it } from 'vitest';
import { firstDifference } from '../../src/extension/firstDifference.ts';

it('names the line and the character of the first difference', () => {
  expect(firstDifference('one\ntwo\nthree', 'one\ntwice\nthree')).toEqual({ line: 1, character: 2 });
  expect(firstDifference('one', 'one\ntwo')).toEqual({ line: 0, character: 3 });
  expect(firstDifference('a', 'b')).toEqual({ line: 0, character: 0 });
  expect(firstDifference('', 'b')).toEqual({ line: 0, character: 0 });
});

it('equal texts differ nowhere', () => {
  expect(firstDifference('same', 'same')).toBeUndefined();
});
