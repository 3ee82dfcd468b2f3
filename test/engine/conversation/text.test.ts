import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeText, readText } from '../../../src/engine/conversation/text.ts';
import { anyLiteral, patience, runs } from './anyJson.ts';

test('reading a literal gives what JSON.parse gives', patience, () => {
  fc.assert(
    fc.property(anyLiteral(), literal => {
      const body = Buffer.from(`[${literal}]`);

      expect(readText(body, { start: 1, end: body.length - 1 })).toBe(JSON.parse(literal));
    }),
    runs,
  );
});

test('any text comes back from its literal, lone surrogates too', patience, () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff)), points => {
      const text = String.fromCodePoint(...points);
      const bytes = encodeText(text);

      expect(readText(bytes, { start: 0, end: bytes.length })).toBe(text);
    }),
    runs,
  );
});

test('a lone surrogate is written as an escape, since UTF-8 has no bytes for it', () => {
  expect(Buffer.from(encodeText('a\ud800')).toString()).toBe('"a\\ud800"');
});

test('a slot that holds no string is a mistake of the caller', () => {
  expect(() => readText(Buffer.from('[12]'), { start: 1, end: 3 })).toThrow(TypeError);
});
