import { expect, test } from 'vitest';
import {
  chooseKinds,
  countableTable,
  describeKinds,
} from '../../../../../src/engine/transforms/text/records/recordKinds.ts';
import { buildRecordTable } from '../../../../../src/engine/transforms/text/records/recordTable.ts';

function kindsOf(lines: readonly string[]): readonly (readonly string[])[] {
  return describeKinds(buildRecordTable(lines, undefined, false)).map(kind => kind.lines);
}

test('a kind tells its count, its words and its values', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `served request ${i} from cache ${i % 2 === 0 ? 'n1' : 'n2'}`);

  expect(kindsOf(lines)).toEqual([
    ['×12: served request {1} from cache {2}', '  {1}: 12 different, 0 to 11; {2}: n1 ×6, n2 ×6'],
  ]);
});

test('a template without words is shown by a line of it', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `'1.${i}.0': '2.${i}.1',`);

  expect(kindsOf(lines)).toEqual([["×12 like: '1.0.0': '2.0.1',"]]);
});

test('values that name things are listed', () => {
  const names = ['express', 'accepts', 'body-parser', 'cookie', 'debug', 'etag', 'fresh', 'qs', 'send', 'vary'];

  const [kind] = describeKinds(
    buildRecordTable(
      names.map(name => `npm http fetch https://registry.example.org/${name} done`),
      undefined,
      false,
    ),
  );

  expect(kind?.names?.values).toEqual(names);
});

test('alarming kinds go before frequent ones', () => {
  const lines = [
    ...Array.from({ length: 40 }, (_, i) => `served request number ${i}`),
    ...Array.from({ length: 3 }, (_, i) => `failed to reach shard number ${i}`),
  ];
  const kinds = describeKinds(buildRecordTable(lines, undefined, false));

  const [chosen] = chooseKinds(kinds, () => 10, 20);

  expect(chosen?.lines[0]).toMatch(/^×3: failed/);
});

test('lines that follow each other are counted apart, a stack with its error', () => {
  const pairs = Array.from({ length: 12 }, (_, i) => [`fetching ${i} now`, `stored ${i} at once`]).flat();
  const stacks = Array.from({ length: 12 }, (_, i) => [`Error: case ${i}`, '    at run (a.js:1:2)']).flat();
  const sizes = (lines: readonly string[]): number[] =>
    countableTable(buildRecordTable(lines, undefined)).entries.map(entry => entry.text.length);

  expect(sizes(pairs)).toEqual([1, 1]);
  expect(sizes(stacks)).toEqual([2]);
});
