import { type Affixes, commonAffixes } from '../affixes.ts';
import { looksUnlikeText } from '../quoteUnlessPlain.ts';
import { inside, writeMinified } from './jsonMinify.ts';
import { type Column, type JsonTable, valueAtPath } from './jsonTable.ts';

/** A column and what its header says of all its cells. */
export interface DescribedColumn extends Column {
  /** The value that every record has. */
  readonly constant?: string;
  /** Another column with the same cells. */
  readonly alias?: Column;
  /** True when every value is a string and some would pass for something else: none of them is quoted then. */
  readonly isText: boolean;
  /** What all values begin and end with: it stands in the header, around `{}`, and the cells hold what is between. */
  readonly affixes?: Affixes;
}

export interface Describing {
  /** True when all rows are written as they are: then headers may hold parts of the values. */
  readonly isWhole: boolean;
  /** True when rows begin with a key. */
  readonly isMap: boolean;
}

export function describeColumns(
  text: string,
  table: JsonTable,
  { isWhole, isMap }: Describing,
): readonly DescribedColumn[] {
  const described = table.columns.map(column => describe(text, column, table));
  // A row of a single cell could be taken for a value that did not fit, so a list keeps its constants rather than that.
  const needsCells = !isMap && described.filter(column => column.constant === undefined).length < 2;
  const plain = needsCells ? described.map(({ constant, ...column }) => column) : described;
  const aliased = needsCells ? plain : withAliases(text, plain, isMap ? 0 : 2);
  return isWhole ? aliased.map(column => withAffixes(text, column)) : aliased;
}

function describe(text: string, column: Column, table: JsonTable): DescribedColumn {
  const present = column.cells.filter((cell, row) => cell !== undefined && !column.above.has(row));
  const isText =
    present.every(cell => cell?.kind === 'string') &&
    present.some(cell => cell !== undefined && looksUnlikeText(inside(text, cell)));
  const [first, second] = present;
  if (first === undefined || column.above.size > 0 || (second !== undefined && second.size !== first.size)) {
    return { ...column, isText };
  }
  const value = writeMinified(text, first);
  // Rows that do not fit count too, so that what the header claims of every row is true.
  const isConstant = table.rows.every(({ node, fits }, i) => {
    if (!fits && node.kind !== 'object') return true;
    const cell = fits ? column.cells[i] : valueAtPath(node, column.path);
    return cell === first || (cell?.size === first.size && writeMinified(text, cell) === value);
  });
  return isConstant ? { ...column, isText, constant: value } : { ...column, isText };
}

/** Names the earlier of two columns with the same cells, as long as `least` columns keep theirs. */
function withAliases(text: string, columns: readonly DescribedColumn[], least: number): readonly DescribedColumn[] {
  const known = new Map<string, DescribedColumn[]>();
  let own = columns.filter(({ constant }) => constant === undefined).length;
  return columns.map(column => {
    if (column.constant !== undefined || own <= least) return column;
    const sizes = column.cells.map(cell => cell?.size ?? 0).join();
    const alike = known.get(sizes) ?? [];
    const alias = alike.find(other => hasSameCells(text, column, other));
    if (alias === undefined) {
      known.set(sizes, [...alike, column]);
      return column;
    }
    own--;
    return { ...column, alias };
  });
}

function hasSameCells(text: string, a: Column, b: Column): boolean {
  return a.cells.every((cell, row) => {
    const other = b.cells[row];
    if (a.above.get(row) !== b.above.get(row) || cell?.kind !== other?.kind) return false;
    return cell === undefined || other === undefined || writeMinified(text, cell) === writeMinified(text, other);
  });
}

function withAffixes(text: string, column: DescribedColumn): DescribedColumn {
  if (column.constant !== undefined || column.alias !== undefined || column.above.size > 0) return column;
  const present = column.cells.filter(cell => cell !== undefined);
  if (!present.every(cell => cell.kind === 'string')) return column;
  const affixes = commonAffixes(present.map(cell => inside(text, cell)));
  return affixes === undefined || isConfusing(affixes) ? column : { ...column, isText: false, affixes };
}

/** In a header `==` names another column and `*` marks one. */
function isConfusing({ prefix, suffix }: Affixes): boolean {
  return /^=|\*/.test(prefix) || suffix.includes('*') || (prefix === '' && suffix.startsWith('='));
}
