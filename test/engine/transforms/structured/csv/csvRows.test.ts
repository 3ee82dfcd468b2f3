import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../../../src/engine/transforms/structured/csv/csvRows.ts';

const rows = Array.from({ length: 10 }, (_, i) => `${i},name ${i}`).join('\n');

describe('tables of separated values', () => {
  test('quoted fields may hold separators, quotes and line breaks', () => {
    const table = parseCsv(`id,name\n"1","a, ""b""\nc"\n${rows}\n`);

    expect(table?.rows[0]).toEqual({ line: '"1","a, ""b""\nc"', number: 2, fields: ['1', 'a, "b"\nc'] });
    expect(table?.rows[1]?.number).toBe(4);
  });

  test.each([['\t'], [';'], ['|']])('%j separates too', separator => {
    expect(parseCsv(`id,name\n${rows}`.replaceAll(',', separator))?.separator).toBe(separator);
  });

  test('prose, logs and JSON are no tables', () => {
    expect(parseCsv('Well, this is prose.\n'.repeat(20))).toBeUndefined();
    expect(parseCsv('2026-01-01 10:00:00,123 INFO ok\n'.repeat(20))).toBeUndefined();
    expect(parseCsv('{"a":1,"b":2}\n'.repeat(20))).toBeUndefined();
    expect(parseCsv('id,name\n"open\n'.repeat(20))).toBeUndefined();
  });

  test('a log whose first line begins as others do has no header', () => {
    const log = Array.from({ length: 40 }, (_, i) => `${i % 2 === 0 ? 'web-1' : 'db-1'}  | request ${i} handled`);

    expect(parseCsv(['web-1  | Starting development server', ...log].join('\n'))).toBeUndefined();
  });

  test('tables that were put together repeat their header and are one table', () => {
    expect(parseCsv(`id,name\n${rows}\nid,name\n${rows}`)?.rows).toHaveLength(21);
  });
});
