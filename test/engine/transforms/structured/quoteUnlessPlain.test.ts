import { expect, test } from 'vitest';
import { quoteUnlessPlain } from '../../../../src/engine/transforms/structured/quoteUnlessPlain.ts';

test('what could be taken for something else is quoted', () => {
  const odd = ['', ' x', 'a,b', '=v', '{}', '[', '(key)', '7', 'null'];

  expect(odd.map(content => quoteUnlessPlain(content, false))).toEqual(odd.map(content => `"${content}"`));
  expect(['7', 'null', 'plain'].map(content => quoteUnlessPlain(content, true))).toEqual(['7', 'null', 'plain']);
});
