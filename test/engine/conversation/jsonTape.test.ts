import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Doubt } from '../../../src/engine/conversation/jsonLexer.ts';
import { JsonTape } from '../../../src/engine/conversation/jsonTape.ts';
import { anyJson, patience, runs } from './anyJson.ts';

test('values and keys follow one another in document order, each with the index behind its subtree', () => {
  const tape = new JsonTape(Buffer.from('{"a":[1,{}],"b":2}'));

  tape.read(0);

  expect(tape.starts).toEqual([0, 1, 5, 6, 8, 12, 16]);
  expect(tape.ends).toEqual([18, 4, 11, 7, 10, 15, 17]);
  expect(tape.nexts).toEqual([7, 2, 5, 4, 5, 6, 7]);
});

test('any valid JSON is read to its end', patience, () => {
  fc.assert(
    fc.property(anyJson, json => {
      const bytes = Buffer.from(json);

      expect(new JsonTape(bytes).read(0)).toBe(bytes.length);
    }),
    runs,
  );
});

test('it accepts what JSON.parse accepts, and nothing else', patience, () => {
  const damaged = fc.tuple(anyJson, fc.nat(), fc.constantFrom('', ',', '"', '}', '[', ':', '\\', '0', ' ', '\n', 'x'));
  fc.assert(
    fc.property(damaged, ([json, where, by]) => {
      const at = where % (json.length + 1);
      const text = json.slice(0, at) + by + json.slice(at + 1);
      // Cutting a surrogate pair in two gives a text that has no bytes of its own.
      fc.pre(text.isWellFormed());

      expect(accepts(text)).toBe(parses(text));
    }),
    { numRuns: runs.numRuns * 5 },
  );
});

test('depth costs no stack and no more than linear time', () => {
  const depth = 200_000;
  const bytes = Buffer.from(`${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`);

  expect(new JsonTape(bytes).read(0)).toBe(bytes.length);
});

test('bytes that are not UTF-8 are doubtful', () => {
  const bytes = Buffer.from([0x22, 0xc3, 0x28, 0x22]);

  expect(() => new JsonTape(bytes).read(0)).toThrow(Doubt);
});

function accepts(text: string): boolean {
  const bytes = Buffer.from(text);
  const tape = new JsonTape(bytes);
  try {
    return tape.lexer.afterSpace(tape.read(tape.lexer.afterSpace(0))) === bytes.length;
  } catch (error) {
    if (error instanceof Doubt) return false;
    throw error;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
