import { expect, it } from 'vitest';
import { rememberCounts } from '../../../src/engine/tokens/rememberCounts.ts';

it('each text is counted once', () => {
  const counted: string[] = [];
  const counter = rememberCounts({
    encoding: 'letters',
    errorBand: 0.1,
    count: text => {
      counted.push(text);
      return text.length;
    },
  });

  expect(['ab', 'abc', 'ab', ''].map(text => counter.count(text))).toEqual([2, 3, 2, 0]);
  expect(counted).toEqual(['ab', 'abc', '']);
  expect([counter.encoding, counter.errorBand]).toEqual(['letters', 0.1]);
});
