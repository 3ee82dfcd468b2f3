import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Doubt, JsonLexer } from '../../../src/engine/conversation/jsonLexer.ts';
import { anyLiteral, patience, runs } from './anyJson.ts';

test.each([
  ['"plain"', true],
  ['"tab \\t, quote \\", backslash \\\\"', true],
  ['"\\u0041"', false],
  ['"a\\/b"', false],
])('%s ends at its closing quote', (literal, isCanonical) => {
  const lexer = lexerOf(`${literal}, "next"`);

  expect(lexer.afterString(0)).toBe(literal.length);
  expect(lexer.wasCanonical).toBe(isCanonical);
});

test('a string called canonical is what JSON.stringify writes', patience, () => {
  fc.assert(
    fc.property(anyLiteral(), literal => {
      const lexer = lexerOf(literal);

      expect(lexer.afterString(0)).toBe(Buffer.byteLength(literal));
      if (lexer.wasCanonical) expect(JSON.stringify(JSON.parse(literal))).toBe(literal);
    }),
    runs,
  );
});

test.each(['"open', '"line\nfeed"', '"\\x"', '"\\u12g4"', '"\\', "'single'"])('%j is no string', text => {
  expect(() => lexerOf(text).afterString(0)).toThrow(Doubt);
});

test.each(['0', '-0', '1.0', '9007199254740993', '1e400', '-1.5E+20', '2e-3', 'true', 'false', 'null'])(
  '%s is taken whole, and as it is',
  text => {
    expect(lexerOf(`${text},`).afterScalar(0)).toBe(text.length);
  },
);

test.each(['', '-', '.5', '1.', '1e', '1e+', 'tru', 'nul', 'NaN', '+1'])('%j is no scalar', text => {
  expect(() => lexerOf(text).afterScalar(0)).toThrow(Doubt);
});

test('reading starts behind a byte order mark and white space', () => {
  expect(new JsonLexer(Buffer.from('\ufeff\r\n {}')).start).toBe(6);
});

function lexerOf(text: string): JsonLexer {
  return new JsonLexer(Buffer.from(text));
}
