import { expect, it } from 'vitest';
import { findBase64 } from '../../../src/engine/waste/findBase64.ts';
import { counter } from './wasteLab.ts';

it('finds long runs of base64 and the line where they begin', () => {
  const encoded = Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 89) % 256)).toString('base64');

  const found = findBase64(`name: logo\ndata: ${encoded}\n`, counter);

  expect(found).toMatchObject({ category: 'base64', line: 2, what: '800 characters of base64' });
  expect(found?.tokens).toBe(counter.count(encoded));
});

it.each([
  ['a hash', 'a'.repeat(40) + '1'.repeat(88)],
  ['one letter many times', 'A'.repeat(500)],
  ['words', 'the quick brown fox '.repeat(50)],
])('takes %s for what it is', (_, text) => {
  expect(findBase64(text, counter)).toBeUndefined();
});
