import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote, withThousands } from '../../marker.ts';
import type { Transform } from '../../transform.ts';
import { isStructuredText } from '../textKind.ts';
import { cellSeparator, cutRow, findTables, type TextTable } from './tables.ts';

/** Padded tables inside any text; what is between them stays. */
export const squeezeTables: Transform = {
  id: 'squeeze_tables',
  summary: 'Takes the padding out of tables and writes columns that never change once.',
  grade: 'decodable',
  apply: ({ text }) => {
    if (isStructuredText(text)) return undefined;
    const lines = text.split('\n');
    const tables = findTables(lines);
    if (tables.length === 0) return undefined;
    const out: string[] = [];
    let at = 0;
    for (const table of tables) {
      out.push(...lines.slice(at, table.from), ...renderTable(lines.slice(table.from, table.to), table));
      at = table.to;
    }
    out.push(...lines.slice(at));
    const rows = withThousands(tables.reduce((sum, table) => sum + table.to - table.from, 0));
    return { output: out.join('\n'), reason: say('did.tablePadding', { n: rows }) };
  },
};

/** A note with the layout, then one line per row. Rows that do not fit the layout are marked with a backslash. */
function renderTable(rows: readonly string[], { columns }: TextTable): string[] {
  const cut = rows.map(row => cutRow(row, columns));
  const constants = columns.map((_, i) => constantCell(cut, i));
  const fixed = constants.flatMap((cell, i) =>
    cell === undefined ? [] : [`cell ${i + 1} is always ${JSON.stringify(cell)}`],
  );
  const note = rewriteNote(
    `table of the next ${rows.length} rows, none omitted; cells start at columns ${columns.join(', ')}, here separated by ${cellSeparator}${fixed.map(part => `; ${part}`).join('')}; \\ marks other rows`,
  );
  return [
    note,
    ...rows.map((row, i) => {
      const cells = cut[i]?.filter((_, n) => constants[n] === undefined);
      return cells === undefined ? `\\${row}` : cells.join(cellSeparator);
    }),
  ];
}

/** The value of a column that is equal in every row with full length. */
function constantCell(rows: readonly (readonly string[] | undefined)[], column: number): string | undefined {
  const first = rows.find(row => row !== undefined)?.[column];
  if (first === undefined || first === '') return undefined;
  return rows.every(row => row === undefined || row[column] === first) ? first : undefined;
}
