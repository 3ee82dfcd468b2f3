import { expect, it } from 'vitest';
import { asSentence, fill, say } from '../../../src/shared/sentences/say.ts';

it('puts values where their names stand', () => {
  const sentence = say('left.few', { n: 12, least: 200 });

  expect(sentence).toBe('12 tokens, fewer than the 200 that are worth compressing');
});

it('begins with a capital letter where another sentence begins it', () => {
  const sentence = say('advice.break.us', { cause: say('cache.us', { block: 'Bash npm test' }) });

  expect(sentence).toBe(
    'Headroom sent “Bash npm test” in another form than before. This is a fault of Headroom: please report it.',
  );
  expect(say('advice.htmlNoise', { what: say('what.html'), place: 'WebFetch' })).toMatch(/^Markup of a web page in/);
});

it('leaves a name without a value, and is not misled by values that look like names', () => {
  expect(fill('{constructor} and {a}', { a: '{b}', b: 'wrong' }, inner => inner)).toBe('{constructor} and {b}');
});

it('makes a sentence that others may follow, and leaves one that already is', () => {
  expect(asSentence(say('cache.toolsOrder'))).toBe('The tools came in another order.');
  expect(asSentence('Cause unknown.')).toBe('Cause unknown.');
  expect(asSentence('')).toBe('');
});
