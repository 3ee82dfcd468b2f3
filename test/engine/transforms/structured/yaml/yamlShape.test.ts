import { expect, test } from 'vitest';
import {
  type Leaf,
  leavesOf,
  linesOf,
  unionOf,
} from '../../../../../src/engine/transforms/structured/yaml/yamlShape.ts';
import { parseYaml } from '../../../../../src/engine/transforms/structured/yaml/yamlTree.ts';

function recordsOf(...records: readonly string[]): (readonly Leaf[])[] {
  const [block] =
    parseYaml(['list:', ...records, 'end:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n  e: 5\n  f: 6'].join('\n'))?.documents ??
    [];
  return (block?.entries[0]?.block?.entries ?? []).map(entry => leavesOf(entry, 0));
}

const full = '- a: 1\n  b:\n  - c: 2\n    d: 3\n  - e\n  f: {}';

test('scalars are written back to the lines that they came from', () => {
  expect(recordsOf(full).map(leaves => linesOf(leaves).join('\n'))).toEqual([full]);
});

test('without its first line the item begins with the next', () => {
  const [leaves = []] = recordsOf(full);

  expect(linesOf(leaves.slice(2)).join('\n')).toBe('- b:\n  - d: 3\n  - e\n  f: {}');
});

test('the union holds the scalars of all records in an order that each follows', () => {
  const records = recordsOf('- a: 1\n  b:\n    c: 2\n  z: 3', '- a: 1\n  b:\n    c: 2\n    d: 4\n  e: 5\n  z: 3');

  expect(linesOf(unionOf(records)).join('\n')).toBe('- a: 1\n  b:\n    c: 2\n    d: 4\n  e: 5\n  z: 3');
});

test('a record in another order, or of another kind, does not count', () => {
  const records = recordsOf(
    '- a: 1\n  b: 2\n  c: 3',
    '- a: 1\n  b: 2\n  c: 3',
    '- c: 1\n  a: 2\n  b: 3',
    '- x: 1\n  y: 1',
  );

  expect(linesOf(unionOf(records)).join('\n')).toBe('- a: 1\n  b: 2\n  c: 3');
});

test('a key whose scalars would be torn apart keeps its record out', () => {
  const records = recordsOf('- c:\n    - - x\n  e: 1\n  f: 2', '- b: 1\n  c:\n    - x\n  e: 1\n  f: 2');

  expect(linesOf(unionOf([...records.slice(0, 1), ...records]))).not.toContain('  b: 1');
});
