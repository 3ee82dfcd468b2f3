import { describe, expect, test } from 'vitest';
import { parseYaml, type YamlBlock } from '../../../../../src/engine/transforms/structured/yaml/yamlTree.ts';

const manifest = `apiVersion: v1
items:
- metadata:
    name: web # the first
    labels: {app: web}
  script: |
    echo "key: no key"

    # no comment
  args: ["-x", "-y"]
- metadata:
    name: "a: b"
  note: a value
    that goes on
kind: List
`;

function outline({ entries }: YamlBlock): unknown[] {
  return entries.map(({ key, value, block }) => [key, block === undefined ? value : outline(block)]);
}

describe('block YAML', () => {
  test('keys, items and values are read as spelled', () => {
    expect(outline(parseYaml(manifest)?.documents[0] ?? { kind: 'map', indent: 0, entries: [] })).toEqual([
      ['apiVersion', 'v1'],
      [
        'items',
        [
          [
            undefined,
            [
              [
                'metadata',
                [
                  ['name', 'web # the first'],
                  ['labels', '{app: web}'],
                ],
              ],
              ['script', '|\n    echo "key: no key"\n\n    # no comment'],
              ['args', '["-x", "-y"]'],
            ],
          ],
          [
            undefined,
            [
              ['metadata', [['name', '"a: b"']]],
              ['note', 'a value\n    that goes on'],
            ],
          ],
        ],
      ],
      ['kind', 'List'],
    ]);
  });

  test('documents and comments are separate, and what has them within is not plain', () => {
    const yaml = parseYaml(`# head\n---\na:\n  # about b\n  b: 1\n  c: 2\nd:\n  e: [1]\n---\n${manifest}`);

    expect(yaml?.documents).toHaveLength(2);
    expect(yaml?.documents[0]?.entries.map(({ isPlain }) => isPlain)).toEqual([false, true]);
  });

  test('a cut text is YAML up to the cut', () => {
    const cut = `${manifest}metadata:\n  resource`;

    expect(parseYaml(cut)?.end).toBe(manifest.split('\n').length);
  });

  test.each([
    ['a log', 'error: a\n  at b\nerror: c\n  at d\nwarning: e\n  at f\nnote: g\n  at h\n'],
    ['flat settings', Array.from({ length: 30 }, (_, i) => `key${i}: value`).join('\n')],
    ['source code', 'const a = {\n  b: 1,\n  c: 2,\n};\nfunction f() {\n  return a;\n}\n'],
    ['compiler messages', 'src/a.ts(1,2): error TS1: x\n  more\nsrc/b.ts(1,2): error TS1: y\n  more\n'],
    ['a repeated key', `${manifest}kind: List\n`],
    ['Windows line ends', manifest.replaceAll('\n', '\r\n')],
    ['an anchor over a block', `base: &base\n  a: 1\n${manifest}`],
    ['JSON', '{"a": {"b": 1}}'],
    ['prose', 'Note: this is prose.\n\n- It has items.\n- Another one: here.\n\nThe end.\n'],
  ])('not YAML: %s', (_, text) => {
    expect(parseYaml(text)).toBeUndefined();
  });
});
