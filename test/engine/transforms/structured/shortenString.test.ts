import { expect, test } from 'vitest';
import { safeCut, shortenString } from '../../../../src/engine/transforms/structured/shortenString.ts';

test('both ends and what is around a landmark stay; gaps say how long they are', () => {
  const text = `start ${'x '.repeat(4000)}NEEDLE ${'y '.repeat(4000)}end`;

  const { content, omitted } = shortenString(text, 400, text.indexOf('NEEDLE'));

  expect(content).toMatch(/^start .*characters omitted\].*NEEDLE.*characters omitted\].*end$/);
  const stated = [...content.matchAll(/\[headroom: ([\d,]+) characters omitted\]/g)];
  expect(stated.reduce((sum, [, count = '']) => sum + Number(count.replaceAll(',', '')), 0)).toBe(omitted);
  expect(content.replace(/\[headroom: [\d,]+ characters omitted\]/g, '').length + omitted).toBe(text.length);
});

test('a string that would not shrink stays whole', () => {
  expect(shortenString('abcdefghij'.repeat(10), 90, undefined)).toEqual({
    content: 'abcdefghij'.repeat(10),
    omitted: 0,
  });
});

test('strings are never cut inside an escape or a surrogate pair', () => {
  expect(safeCut('abcdef\\u00e9xyz', 9)).toBeLessThanOrEqual(6);
  expect(safeCut('ab\ud83d\ude00cd', 3)).toBe(2);
});
