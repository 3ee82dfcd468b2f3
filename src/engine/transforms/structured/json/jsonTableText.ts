import { truncatedElement } from '../../marker.ts';
import { quoteUnlessPlain } from '../quoteUnlessPlain.ts';
import { factorKinds, labelOf } from '../rowKinds.ts';
import { type DescribedColumn, describeColumns } from './describeColumns.ts';
import { writeHeads } from './jsonHeads.ts';
import { spelled, type WriteValue, writeMinified } from './jsonMinify.ts';
import type { JsonTable } from './jsonTable.ts';
import { type Extra, extras } from './notation.ts';
import { writeCell } from './writeCell.ts';

export interface TableText {
  readonly output: string;
  /** What its reader must be told. */
  readonly uses: ReadonlySet<Extra>;
}

export interface TableStyle {
  /** A map's keys: its rows begin with them. */
  readonly keys?: readonly string[] | undefined;
  readonly unit?: 'rows' | 'lines';
  /** The rows to write, with their numbers; all, without numbers, when absent. */
  readonly shown?: readonly number[];
  /** A line about all rows. */
  readonly facets?: string;
  /** Writes scalars, e.g. long strings shortened. */
  readonly writeScalar?: WriteValue;
}

/** `412 rows: a,b{c,d=1}` and one line per row. */
export function writeTable(text: string, table: JsonTable, style: TableStyle): TableText {
  const { keys, unit = 'rows', shown, facets, writeScalar = spelled } = style;
  // A sample shows whole values, since nobody reads it from top to bottom.
  const isWhole = shown === undefined && writeScalar === spelled;
  const columns = describeColumns(text, table, { isWhole, isMap: keys !== undefined });
  const varying = columns.filter(isWritten);
  const rows = shown ?? table.rows.map((_, i) => i);
  const fitting = rows.filter(i => table.rows[i]?.fits === true);
  const cells = varying.map(column => fitting.map(i => writeCell(text, column, i, writeScalar)));
  const kinds = isWhole ? factorKinds(cells) : undefined;
  const cellsOf = new Map(fitting.map((i, position) => [i, position]));
  const writeRow = (i: number): string => {
    const key = keys?.[i];
    const number = shown === undefined ? '' : `${i},`;
    const position = cellsOf.get(i);
    const node = table.rows[i]?.node;
    if (position === undefined)
      return `${number}${key === undefined ? '' : `"${key}":`}${node === undefined ? '' : writeMinified(text, node, writeScalar)}`;
    const own = cells.flatMap((column, c) => (kinds?.columns.has(c) === true ? [] : [column[position] ?? '']));
    const label = kinds === undefined ? [] : [labelOf(kinds.kindOf[position] ?? 0)];
    return number + [...(key === undefined ? [] : [quoteUnlessPlain(key, true)]), ...label, ...own].join(',');
  };
  const marked = new Set(varying.filter((_, c) => kinds?.columns.has(c) === true));
  const counts = `${table.rows.length} ${unit}${shown === undefined ? '' : `, ${shown.length} shown`}${kinds === undefined ? '' : `, ${kinds.kinds.length} kinds`}`;
  const heads = [
    ...(shown === undefined ? [] : ['#']),
    ...(keys === undefined ? [] : ['(key)']),
    writeHeads(columns, column => marked.has(column)),
  ];
  const lines = [
    `${counts}: ${heads.join(',')}`,
    ...(facets === undefined || facets === '' ? [] : [facets]),
    ...(kinds?.kinds.map((kind, i) => `${labelOf(i)}=${kind.join(',')}`) ?? []),
    ...rows.map(writeRow),
    ...(shown === undefined ? [] : [truncatedElement(table.rows.length - shown.length)]),
  ];
  return { output: `${lines.join('\n')}\n`, uses: usesOf(columns, { style, hasKinds: kinds !== undefined }) };
}

/** Columns whose cells stand in the rows. */
function isWritten({ constant, alias }: DescribedColumn): boolean {
  return constant === undefined && alias === undefined;
}

function usesOf(
  columns: readonly DescribedColumn[],
  { style, hasKinds }: { readonly style: TableStyle; readonly hasKinds: boolean },
): ReadonlySet<Extra> {
  const uses: Readonly<Record<Extra, boolean>> = {
    tables: true,
    paths: columns.some(({ path }) => path.length > 1),
    lists: columns.some(({ path }) => path.some(step => typeof step === 'number')),
    constants: columns.some(({ constant }) => constant !== undefined),
    affixes: columns.some(({ affixes }) => affixes !== undefined),
    aliases: columns.some(({ alias }) => alias !== undefined),
    wholes: columns.some(({ above }) => above.size > 0),
    kinds: hasKinds,
    texts: columns.some(column => isWritten(column) && column.isText && column.affixes === undefined),
    keys: style.keys !== undefined,
    numbers: style.shown !== undefined,
  };
  return new Set(extras.filter(extra => uses[extra]));
}
