import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { JudgeContext, Subject, Transform } from '../../transform.ts';
import { mayOmit, rewritingSuffices } from '../budget.ts';
import { isAlarming } from '../severity.ts';
import { looksLikeMarkup } from '../textKind.ts';
import { describeValues } from '../valueFacets.ts';
import { squeezeTables } from './squeezeTables.ts';
import { cellSeparator, cutRow, findTables, type TextTable } from './tables.ts';

/** Long tables: every row keeps what names it, columns of values and descriptions are summed up. */
export const sampleTables: Transform = {
  id: 'sample_tables',
  summary:
    'Keeps every row of a table by its telling cells, and rows with errors in full; descriptions and the like go.',
  grade: 'omission',
  apply: (subject, context) => {
    const { text } = subject;
    if (!mayOmit(text, context)) return undefined;
    const squeezed = squeezeTables.apply(subject, context);
    if (squeezed === undefined) return undefined;
    if (rewritingSuffices(context.counter.count(squeezed.output), context.counter.count(text), context))
      return undefined;
    const lines = text.split('\n');
    if (looksLikeMarkup(lines)) return undefined;
    const out: string[] = [];
    let at = 0;
    let shortened = 0;
    for (const table of findTables(lines)) {
      const rows = lines.slice(table.from, table.to);
      out.push(...lines.slice(at, table.from), ...renderRows(rows, table, { subject, context }));
      shortened += rows.length;
      at = table.to;
    }
    out.push(...lines.slice(at));
    const marker = omissionMarker({
      omitted: shortened,
      of: lines.length,
      unit: 'lines',
      kind: 'other cells of table rows; every row is named',
      handle: context.handle,
    });
    return {
      output: [marker, ...out].join('\n'),
      reason: say('did.tableCells', { n: withThousands(shortened) }),
    };
  },
};

interface Reader {
  readonly subject: Subject;
  readonly context: JudgeContext;
}

function renderRows(rows: readonly string[], table: TextTable, { subject, context }: Reader): string[] {
  const cut = rows.map(row => cutRow(row, table.columns));
  const header = cut[0]?.every(cell => /^[A-Z][A-Z0-9 %()_-]*$/.test(cell)) === true ? cut.shift() : undefined;
  const label = (column: number): string => header?.[column] ?? `column ${column + 1}`;
  const columns = table.columns.map((_, i) => cut.flatMap(row => (row === undefined ? [] : [row[i] ?? ''])));
  const name = nameColumn(columns);
  const thrifty = policyOf(context.options).generosity < 1;
  const told = new Set(columns.map((_, i) => i).filter(i => i === name || (!thrifty && isTelling(columns[i] ?? []))));
  const states = columns.map(countStates);
  const question = readQuestion(subject.question);
  const usual = columns.map((_, i) => (told.has(i) ? usualCell(states[i], cut.length) : undefined));
  const facts = columns.flatMap((column, i) => {
    if (usual[i] !== undefined) return [`${label(i)} is ${usual[i]} unless a row says otherwise`];
    return told.has(i) ? [] : [`${label(i)}: ${describeValues(column)}`];
  });
  const out = [
    `[table of ${cut.length} rows, ${[...told].map(label).join(cellSeparator)} of each; ${facts.join('; ')}]`,
    ...(header === undefined ? [] : [rows[0] ?? '']),
  ];
  let names: string[] = [];
  const flush = (): void => {
    if (names.length > 0) out.push(names.join(', '));
    names = [];
  };
  cut.forEach((cells, i) => {
    const row = rows[header === undefined ? i : i + 1] ?? '';
    const matches = question?.anchors.some(anchor => row.includes(anchor)) === true;
    if (cells === undefined || matches || isOdd(cells, { name, states, rows: cut.length })) {
      flush();
      out.push(row);
      return;
    }
    const shown = cells.map((cell, n) => (cell === usual[n] ? '' : cell)).filter((_, n) => told.has(n));
    names.push(shown.join(cellSeparator).replace(/\|+$/, ''));
    if (names.length === namesPerLine) flush();
  });
  flush();
  return out;
}

/** One line of many names costs fewer tokens than many lines, and still can be read. */
const namesPerLine = 8;

/** The leftmost column that differs in nearly every row. */
function nameColumn(columns: readonly (readonly string[])[]): number {
  const found = columns.findIndex(column => new Set(column).size >= column.length * 0.9);
  return found < 0 ? 0 : found;
}

/** Short values that differ: versions, states, sizes. Descriptions are long, and a constant needs no column. */
function isTelling(column: readonly string[]): boolean {
  const length = column.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, column.length);
  const distinct = new Set(column).size;
  return length <= 24 && distinct >= 2;
}

interface Usual {
  /** The column that every row shows: what a thing is called is no error. */
  readonly name: number;
  readonly states: readonly (ReadonlyMap<string, number> | undefined)[];
  readonly rows: number;
}

/** A row whose state is rare among the rows, or that speaks of an error in a short cell. */
function isOdd(cells: readonly string[], { name, states, rows }: Usual): boolean {
  return cells.some((cell, i) => {
    if (cell === '' || cell.length > 40) return false;
    const count = states[i]?.get(cell) ?? rows;
    return count <= Math.max(3, rows * 0.03) || (i !== name && isAlarming(cell));
  });
}

/** A value that most rows have need not be repeated in each; an empty cell would then say something else. */
function usualCell(counts: ReadonlyMap<string, number> | undefined, rows: number): string | undefined {
  if (counts === undefined || counts.has('')) return undefined;
  return [...counts].find(([, count]) => count >= rows * usualShare)?.[0];
}

const usualShare = 0.6;
const mostStates = 6;

/** How often each value of a column occurs that has few, or one that is usual; `undefined` for other columns. */
function countStates(column: readonly string[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const cell of column) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const isUsual = (count: number): boolean => count >= column.length * usualShare;
  return counts.size <= mostStates || [...counts.values()].some(isUsual) ? counts : undefined;
}
