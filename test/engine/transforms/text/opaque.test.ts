import { expect, test } from 'vitest';
import { findOpaque } from '../../../../src/engine/transforms/text/opaque.ts';

const chunk = 'aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW';

test('wrapped base64 is one stretch, up to its shorter last line', () => {
  const block = `${`${chunk.repeat(2)}\n`.repeat(40)}aB3=`;

  expect(findOpaque(`x\n${block}\ny`)).toEqual([{ start: 2, end: 2 + block.length, kind: 'base64 data' }]);
});

test('a known signature names the content', () => {
  expect(findOpaque(`iVBORw0KGgo${chunk.repeat(100)}`)[0]?.kind).toBe('base64 of a PNG image');
});

test('a minified program is recognised by its symbols', () => {
  expect(findOpaque('var a=(n,t)=>{let s=n(t);return s&&{x:s[0]}};'.repeat(80))[0]?.kind).toBe('a minified program');
});

test('a payload behind a prefix is no program', () => {
  const fields = Array.from({ length: 90 }, (_, i) => `"field_${i}":{"id":${i},"on":true,"tags":["a","b"]}`).join(',');

  expect(findOpaque(`response={${fields}}`)).toEqual([]);
  expect(findOpaque(`data: {${fields}}`)).toEqual([]);
});

test('long names are not encoded', () => {
  expect(findOpaque('some_very_long_identifier'.repeat(200))).toEqual([]);
});
