import { expect, test } from 'vitest';
import { cutRow, findTables } from '../../../../../src/engine/transforms/text/tables/tables.ts';

const row = (name: string, state: string): string => `${name.padEnd(20)}${state.padEnd(10)}1d`;

test('a table is found between other lines', () => {
  const rows = Array.from({ length: 12 }, (_, i) => row(`pod-${i}`, 'Running'));

  const [table, ...others] = findTables(['some words', '', ...rows, '', 'the end']);

  expect(table).toEqual({ from: 2, to: 14, columns: [0, 20, 30] });
  expect(others).toEqual([]);
});

test('a row is cut at its columns', () => {
  expect(cutRow(row('pod-1', 'Running'), [0, 20, 30])).toEqual(['pod-1', 'Running', '1d']);
});

test('a row whose cell runs into the next column is not cut', () => {
  expect(cutRow('a-name-that-is-far-too-long Running  1d', [0, 20, 30])).toBeUndefined();
});
