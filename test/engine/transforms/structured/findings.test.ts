import { describe, expect, test } from 'vitest';
import { findingColumns, writeFindings } from '../../../../src/engine/transforms/structured/findings.ts';
import type { RowTable } from '../../../../src/engine/transforms/structured/rowTable.ts';

function tableOf(rows: readonly Readonly<Record<string, string>>[]): RowTable {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
  return {
    count: rows.length,
    columns: names.map(name => ({ name, values: rows.map(row => row[name]) })),
    sizes: rows.map(() => 10),
    odd: new Map(),
  };
}

function write(table: RowTable, budget = 10_000): { lines: readonly string[]; omitted: number } | undefined {
  const columns = findingColumns(table);
  return (
    columns &&
    writeFindings(table, columns, { budget, writeLabel: label => (label.includes(',') ? `"${label}"` : label) })
  );
}

const lint = [
  { ruleId: 'semi', severity: '2', message: 'Missing semicolon.', line: '1', column: '13', endLine: '2' },
  { ruleId: 'quotes', severity: '1', message: 'Use double, not single.', line: '3', column: '1', endLine: '3' },
  { ruleId: 'semi', severity: '2', message: 'Missing semicolon.', line: '9', column: '4', endLine: '10' },
];

describe('what linters find', () => {
  test('every place of a kind stands in one line; other columns are named as left out', () => {
    expect(write(tableOf(lint))).toEqual({
      lines: [
        '3 rows by ruleId,severity,message with their line:column; left out: endLine',
        'semi,2,Missing semicolon. ×2: 1:13 9:4',
        'quotes,1,"Use double, not single.": 3:1',
      ],
      omitted: 0,
    });
  });

  test('findings of several files stand under their file', () => {
    const rows = [
      { code: 'F401', filename: 'a.py', 'location.row': '1', 'location.column': '8', message: 'unused' },
      { code: 'F401', filename: 'a.py', 'location.row': '2', 'location.column': '8', message: 'unused' },
      { code: 'E711', filename: 'b.py', 'location.row': '7', 'location.column': '3', message: 'None' },
    ];

    expect(write(tableOf(rows))?.lines).toEqual([
      '3 rows by code,message with their location.row:location.column',
      'a.py',
      'F401,unused ×2: 1:8 2:8',
      'b.py',
      'E711,None: 7:3',
    ]);
  });

  test('short of space, mild findings are counted and every error stays', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({
      rule: i % 2 === 0 ? 'no-undef' : 'max-len',
      level: i % 2 === 0 ? 'error' : 'warning',
      message: 'x',
      line: `${i}`,
    }));

    const { lines, omitted } = write(tableOf(many), 100) ?? { lines: [], omitted: 0 };

    expect(lines[1]).toContain(' 0 2 4 6 8 10 12');
    expect(lines[2]).toBe('max-len,warning,x ×25: 1 3 5 …');
    expect(omitted).toBe(22);
    expect(lines.at(-1)).toBe('{"__headroom_truncated": 22}');
  });

  test('rows without a place, a message or a kind are no findings', () => {
    expect(findingColumns(tableOf([{ message: 'a', level: 'info' }]))).toBeUndefined();
    expect(findingColumns(tableOf([{ line: '1', level: 'info' }]))).toBeUndefined();
    expect(findingColumns(tableOf([{ line: '1', message: 'a' }]))).toBeUndefined();
    expect(findingColumns(tableOf([{ line: 'Northern', message: 'a', type: 'tube' }]))).toBeUndefined();
  });
});
