import { expect, it } from 'vitest';
import { loadEncoding } from '../../../src/engine/tokens/encodings.ts';

it('loads a vocabulary once, however many ask for it', async () => {
  const [first, second] = await Promise.all([loadEncoding('o200k_base'), loadEncoding('o200k_base')]);

  expect(first).toBe(second);
  expect(first.count('hello world')).toBe(2);
});
