import { expect, test } from 'vitest';
import { inside, writeMinified } from '../../../../../src/engine/transforms/structured/json/jsonMinify.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';

test('every scalar keeps its spelling', () => {
  const text = '{ "a" : 1.0, "b": [ 1e400, "\\u00e9\\/" ], "a": 9007199254740993 }';
  const root = parseJson(text)?.root;

  expect(root === undefined ? '' : writeMinified(text, root)).toBe(
    '{"a":1.0,"b":[1e400,"\\u00e9\\/"],"a":9007199254740993}',
  );
});

test('scalars are written as told', () => {
  const text = '["abc", "de"]';
  const root = parseJson(text)?.root;

  expect(root === undefined ? '' : writeMinified(text, root, (_, node) => `<${inside(text, node)}>`)).toBe(
    '[<abc>,<de>]',
  );
});
