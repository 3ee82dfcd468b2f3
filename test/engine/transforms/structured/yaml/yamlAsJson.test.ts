import { expect, test } from 'vitest';
import { yamlAsJson } from '../../../../../src/engine/transforms/structured/yaml/yamlAsJson.ts';
import { parseYaml } from '../../../../../src/engine/transforms/structured/yaml/yamlTree.ts';

function convert(text: string): unknown {
  const yaml = parseYaml(text);
  return yaml === undefined ? undefined : JSON.parse(yamlAsJson(yaml).json);
}

test('values keep their spelling; only what JSON spells alike is a number or literal', () => {
  const text = `a:
  - 1.50
  - 0o17
  - 080
  - yes
  - "80"
  - 'it''s'
  - ~
  - {x: 1}
  - [main, "dev"]
  - tail # note
b:
  block: |
    one
      two
  folded: first
    second
  empty:
`;

  expect(convert(text)).toEqual({
    a: [1.5, '0o17', '080', 'yes', '80', "it's", null, '{x: 1}', ['main', 'dev'], 'tail # note'],
    b: { block: 'one\n  two', folded: 'first second', empty: null },
  });
});

test('numbers are not rounded', () => {
  const yaml = parseYaml('a:\n  b: 12345678901234567890\n  c: 1.10\n  d: 1\n  e: 1\n  f: 1\n  g: 1\n  h: 1\n');

  expect(yaml === undefined ? '' : yamlAsJson(yaml).json).toContain('"b":12345678901234567890,"c":1.10');
});

test('documents stand on a line each, comments are counted, what follows stays', () => {
  const yaml = parseYaml(
    '# one\na:\n  b: 1\n  c: 2\n  # two\n  d: 3\n---\na:\n  b: 4\n  c: 5\n  d: 6\n  e: 7\n  f: 8\n?? cut',
  );

  expect(yaml === undefined ? undefined : yamlAsJson(yaml)).toEqual({
    json: '{"a":{"b":1,"c":2,"d":3}}\n{"a":{"b":4,"c":5,"d":6,"e":7,"f":8}}\n?? cut',
    comments: 2,
  });
});
