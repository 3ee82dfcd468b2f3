import { expect, it } from 'vitest';
import { countOf, mergeAnswer, objectOf, textOf } from '../../../src/proxy/wire/answer.ts';

it('only whole, not negative numbers are counts', () => {
  expect([0, 7, 7.9, -1, Number.NaN, Number.POSITIVE_INFINITY, '7', null, undefined].map(countOf)).toEqual([
    ...[0, 7, 7],
    ...Array.from({ length: 6 }, () => undefined),
  ]);
});

it('an empty text tells nothing, and a list is no object', () => {
  expect([textOf(''), textOf('x'), textOf(1)]).toEqual([undefined, 'x', undefined]);
  expect([objectOf([]), objectOf(null), objectOf({ a: 1 })]).toEqual([undefined, undefined, { a: 1 }]);
});

it('what is not told never erases what is known', () => {
  expect(mergeAnswer({ model: 'a', stopReason: 'b' }, { model: undefined, stopReason: 'c' })).toEqual({
    model: 'a',
    stopReason: 'c',
  });
});
