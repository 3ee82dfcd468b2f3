import { expect, test } from 'vitest';
import { rememberLast } from '../../../src/engine/transforms/rememberLast.ts';

test('the same text is read once, another one anew', () => {
  const read: string[] = [];
  const lengthOf = rememberLast(text => {
    read.push(text);
    return text.length;
  });

  expect([lengthOf('abc'), lengthOf('abc'), lengthOf('de'), lengthOf('abc')]).toEqual([3, 3, 2, 3]);
  expect(read).toEqual(['abc', 'de', 'abc']);
});
