import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCode, isValueLike, tokenize } from '../../../../../src/engine/transforms/text/records/tokens.ts';

test('a quoted part that starts a token stays whole', () => {
  expect(tokenize("Type 'a | b' is not 'c'.")).toEqual(['Type', "'a | b'", 'is', 'not', "'c'."]);
});

test('joining the tokens gives the text back', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      expect(tokenize(text).join(' ')).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('codes are words, numbers and paths are values', () => {
  expect(isCode('TS7006:')).toBe(true);
  expect(isCode('[E0382]')).toBe(true);
  expect(['12', '/a/b', "'x'", '10.0.0.1'].every(isValueLike)).toBe(true);
  expect(isValueLike('TS7006:')).toBe(false);
  expect(isValueLike('and/or')).toBe(false);
});
