import { expect, it } from 'vitest';
import { findHtmlNoise } from '../../../src/engine/waste/findHtmlNoise.ts';
import { counter } from './wasteLab.ts';

it('counts what is not words in a page', () => {
  const words = 'The price is 12 dollars.';
  const page = `<!doctype html><html><head><script>let a = ${'1 + '.repeat(100)}0;</script></head><body><p class="x">${words}</p></body></html>`;

  const found = findHtmlNoise(page, counter);

  expect(found).toMatchObject({ category: 'htmlNoise', line: 1 });
  expect(found?.tokens).toBeGreaterThan(counter.count(page) * 0.9);
});

it('is silent about source code with tags in it', () => {
  expect(findHtmlNoise('return <p>Hello</p>;', counter)).toBeUndefined();
});
