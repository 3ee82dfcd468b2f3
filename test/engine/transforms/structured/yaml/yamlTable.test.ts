import { expect, test } from 'vitest';
import { writeYamlTable } from '../../../../../src/engine/transforms/structured/yaml/yamlTable.ts';
import { parseYaml } from '../../../../../src/engine/transforms/structured/yaml/yamlTree.ts';

function write(...records: readonly string[]): readonly string[] | undefined {
  const yaml = parseYaml(`list:\n${records.join('\n')}\nend:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n  e: 5\n  f: 6`);
  return writeYamlTable(yaml?.documents[0]?.entries[0]?.block?.entries ?? [], 0, yaml?.lines ?? []);
}

test('what differs alike shares a cell; names tell which key they belong to', () => {
  expect(
    write('- a: 1\n  b:\n    a: x\n  c: 1', '- a: 2\n  b:\n    a: y\n  c: 2', '- a: 3\n  b:\n    a: x\n  c: 3'),
  ).toEqual(['[3 alike: a,b.a', '- a: {a}', '  b:', '    a: {b.a}', '  c: {a}', 'cells:', '1,x', '2,y', '3,x', ']']);
});

test('commas, blanks and missing values stand between backticks, a missing line is an empty cell', () => {
  expect(write('- a: b, c\n  d: 1', '- a:\n  d: 1', '- d: 1', '- a: x\n  d: 1')?.slice(-5)).toEqual([
    '`b, c`',
    '``',
    '',
    'x',
    ']',
  ]);
});

test('records that are all the same are counted', () => {
  expect(write('- a: 1', '- a: 1', '- a: 1')).toEqual([
    '[3 alike: all the same',
    '- a: 1',
    'cells:',
    'same',
    'same',
    'same',
    ']',
  ]);
});

test('two records are no table', () => {
  expect(write('- a: 1', '- a: 2')).toBeUndefined();
});
