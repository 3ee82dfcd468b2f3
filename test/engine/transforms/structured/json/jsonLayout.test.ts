import { describe, expect, test } from 'vitest';
import {
  followsLayout,
  guessLayout,
  layoutName,
} from '../../../../../src/engine/transforms/structured/json/jsonLayout.ts';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';

function nameOf(text: string): string | undefined {
  const document = parseJson(text);
  const layout = document === undefined ? undefined : guessLayout(document);
  return document === undefined || layout === undefined || !followsLayout(document, layout)
    ? undefined
    : layoutName(layout);
}

describe('layouts', () => {
  const value = { a: [1, { b: 'x: y, z' }], c: {}, d: [] };

  test.each([
    [JSON.stringify(value), 'one line'],
    [JSON.stringify(value, null, 2), 'indent 2'],
    [JSON.stringify(value, null, '\t'), 'indent tab'],
    [JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'), 'indent 4, CRLF'],
    ['{"a": [1, 2], "b": 3}', 'one line, space after comma, space after colon'],
  ])('%j is %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  test('whitespace without a rule has no layout', () => {
    expect(nameOf('{"a":1, "b":2,"c":3}')).toBeUndefined();
    expect(nameOf('{\n  "a": [1, 2]\n}')).toBeUndefined();
    expect(nameOf('{"a" : 1}')).toBeUndefined();
  });
});
