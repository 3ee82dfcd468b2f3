import { quoteUnlessPlain } from '../quoteUnlessPlain.ts';
import type { DescribedColumn } from './describeColumns.ts';
import { spelled, type WriteValue, writeMinified } from './jsonMinify.ts';

/** The cell of a fitting row: empty without a value, `=v` where v stands for all that holds the column. */
export function writeCell(
  text: string,
  column: DescribedColumn,
  row: number,
  writeScalar: WriteValue = spelled,
): string {
  const cell = column.cells[row];
  if (cell === undefined) return '';
  const above = column.above.get(row);
  if (above !== undefined) return '='.repeat(above) + writeMinified(text, cell, writeScalar);
  if (column.affixes !== undefined) {
    const { prefix, suffix } = column.affixes;
    return quoteUnlessPlain(text.slice(cell.start + 1 + prefix.length, cell.end - 1 - suffix.length), true);
  }
  return cell.kind === 'string'
    ? quoteUnlessPlain(writeScalar(text, cell).slice(1, -1), column.isText)
    : writeMinified(text, cell, writeScalar);
}
