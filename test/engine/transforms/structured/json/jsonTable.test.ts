import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { type JsonTable, tabulate } from '../../../../../src/engine/transforms/structured/json/jsonTable.ts';

function tableOf(rows: readonly unknown[]): JsonTable | undefined {
  const text = JSON.stringify(rows);
  const root = parseJson(text)?.root;
  return root?.kind === 'array' ? tabulate(root.items, text) : undefined;
}

function columnsOf(rows: readonly unknown[]): string[] | undefined {
  return tableOf(rows)?.columns.map(column => column.path.join('.'));
}

describe('tables of records', () => {
  test('keys come in an order that all records follow', () => {
    expect(
      columnsOf([
        { a: 1, d: 1 },
        { a: 1, b: 1, d: 1 },
        { b: 1, c: 1, d: 1 },
        { c: 1, d: 1 },
      ]),
    ).toEqual(['a', 'b', 'c', 'd']);
  });

  test('nested objects of one form become columns', () => {
    expect(columnsOf([1, 2, 3].map(n => ({ n, at: { line: n, end: { column: n } } })))).toEqual([
      'n',
      'at.line',
      'at.end.column',
    ]);
  });

  test('a record in another order, with a rare key or of another kind stays whole', () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({ n, m: n }));

    const fitting = tableOf([...rows, { m: 1, n: 1 }, { n: 1, m: 1, rare: 1 }, 'text', null])?.rows.map(
      row => row.fits,
    );

    expect(fitting?.slice(-5)).toEqual([true, false, false, false, false]);
  });

  test('records that have little in common form no table', () => {
    expect(tableOf([{ a: 1 }, { b: 1 }])).toBeUndefined();
    expect(tableOf(Array.from({ length: 300 }, (_, n) => ({ [`k${n}`]: n })))).toBeUndefined();
    expect(tableOf([1, 2, 3, 4])).toBeUndefined();
  });
});
