import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countValues,
  type JsonNode,
  parseJson,
  readJson,
} from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';

function isCut(text: string): boolean | undefined {
  return parseJson(text)?.isCut;
}

describe('the JSON parser', () => {
  test('accepts what JSON.parse accepts, and notes the size without whitespace', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), value => {
        const document = parseJson(JSON.stringify(value, null, 2));

        expect(document?.isCut).toBe(false);
        expect(document?.root.size).toBe(JSON.stringify(value).length);
      }),
    );
  });

  test.each([
    '{"a":1,}',
    '[1,]',
    '[01]',
    '[1.]',
    '{a:1}',
    '["\t"]',
    '["\\x"]',
    '[nul]',
    '{"a" 1}',
    '[1 2]',
    '5',
    '"x"',
  ])('refuses %s', text => expect(parseJson(`${text} `)).toBeUndefined());

  test('the end of the text may cut a value anywhere', () => {
    const text = '{"a": [1, {"b": "x\\"y"}, true], "c": -1.5e3, "d": null}';
    for (let end = 1; end < text.length; end++) expect(isCut(text.slice(0, end))).toBe(true);
    expect(isCut(text)).toBe(false);
  });

  test('what follows the last whole child of a cut value is kept verbatim', () => {
    const root = parseJson('{"a": 1,\n  "b": [2, 3,\n 4')?.root;

    expect(root).toMatchObject({ kind: 'object', keys: ['a', 'b'], cut: '' });
    const list: JsonNode | undefined = root?.kind === 'object' ? root.values[1] : undefined;
    expect(list).toMatchObject({ kind: 'array', cut: ',\n 4' });
  });

  test('deep nesting is refused instead of exhausting the stack', () => {
    expect(parseJson('['.repeat(100_000))).toBeUndefined();
  });

  test.each([
    ['a mistake', '[1,2,x,4]', 5],
    ['a line break inside a string', '{"a":"bcd\n"}', 9],
    ['too many levels', '['.repeat(1000), 257],
    ['the end of the value', '[1] ok', 3],
  ])('an attempt tells how far it read: up to %s', (_, text, readTo) => {
    expect(readJson(text, 0).readTo).toBe(readTo);
  });

  test('values are counted by their scalars', () => {
    const root = parseJson('{"a":[1,2,{"b":null}],"c":"x","d":{}}')?.root;

    expect(root === undefined ? 0 : countValues(root)).toBe(4);
  });
});
