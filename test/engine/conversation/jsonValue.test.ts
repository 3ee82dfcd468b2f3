import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonTape } from '../../../src/engine/conversation/jsonTape.ts';
import { JsonValue } from '../../../src/engine/conversation/jsonValue.ts';
import { anyJson, patience, runs } from './anyJson.ts';

test('members come in source order, by their decoded keys', () => {
  const value = read('{"b":1,"\\u0061":"x"}');

  expect([...value.fields.keys()]).toEqual(['b', 'a']);
  expect(value.fields.get('a')?.text).toBe('x');
});

test('an object with two equal keys is doubtful once its members matter, however they are written', () => {
  const value = read('{"a":1,"\\u0061":2}');

  expect(value.isObject).toBe(true);
  expect(() => value.fields).toThrow('duplicate key "a"');
});

test('what a value is not, it has nothing of', () => {
  const value = read('12');

  expect(value.text).toBeUndefined();
  expect(value.elements).toEqual([]);
  expect(value.fields.size).toBe(0);
});

test('walking down a value finds what JSON.parse finds', patience, () => {
  fc.assert(
    fc.property(anyJson, json => {
      fc.pre(!hasDuplicates(json));

      expect(rebuilt(read(json))).toEqual(JSON.parse(json));
    }),
    runs,
  );
});

function read(json: string): JsonValue {
  const tape = new JsonTape(Buffer.from(json));
  tape.read(0);
  return new JsonValue(tape, 0);
}

function rebuilt(value: JsonValue): unknown {
  if (value.isArray) return value.elements.map(rebuilt);
  if (value.isObject) return Object.fromEntries([...value.fields].map(([key, member]) => [key, rebuilt(member)]));
  if (value.isString) return value.text;
  return JSON.parse(Buffer.from(value.tape.lexer.bytes).subarray(value.slot.start, value.slot.end).toString());
}

function hasDuplicates(json: string): boolean {
  try {
    rebuilt(read(json));
    return false;
  } catch {
    return true;
  }
}
