import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonTape } from '../../../src/engine/conversation/jsonTape.ts';
import { JsonValue } from '../../../src/engine/conversation/jsonValue.ts';
import { NormalForm } from '../../../src/engine/conversation/normalForm.ts';
import { patience, runs } from './anyJson.ts';

test.each([
  ['white space', '{"a": [1,\r\n2]}', '{"a":[1,2]}'],
  ['the spelling of escapes', '"\\u0041\\/\\ud83d\\ude00"', '"A/😀"'],
  ['the case of hex digits', '"\\u001B\\uD800"', '"\\u001b\\ud800"'],
])('%s does not count', (_, one, other) => {
  expect(digest(one)).toBe(digest(other));
});

test.each([
  ['1.0', '1'],
  ['[[1],2]', '[[1,2]]'],
  ['["a","b"]', '["a\\nb"]'],
  ['{"a":1}', '["a",1]'],
  ['[[],1]', '[[1]]'],
])('%s and %s differ', (one, other) => {
  expect(digest(one)).not.toBe(digest(other));
});

test('one value has one normal form, however its serialiser writes it', patience, () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const compact = JSON.stringify(value);
      const indented = JSON.stringify(value, null, 2);
      const inAscii = compact.replaceAll(/[^ -~]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

      expect(digest(indented)).toBe(digest(compact));
      expect(digest(inAscii)).toBe(digest(compact));
    }),
    runs,
  );
});

test('pieces longer than the buffer are taken whole', () => {
  const long = JSON.stringify('x'.repeat(200_000));

  expect(digest(`${long.slice(0, -1)}y"`)).not.toBe(digest(`${long.slice(0, -1)}z"`));
});

function digest(json: string): string {
  const tape = new JsonTape(Buffer.from(json));
  tape.read(0);
  const form = new NormalForm();
  form.value(new JsonValue(tape, 0));
  return form.digest();
}
