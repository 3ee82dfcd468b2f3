import { truncatedElement } from '../marker.ts';
import { type Affixes, commonAffixes } from './affixes.ts';
import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';
import { type Column, type JsonTable, tabulate, valueAtPath } from './jsonTable.ts';

/** Writes one value on one line. */
export type WriteValue = (text: string, node: JsonNode) => string;

/** Writes a value on one line, every scalar as `writeScalar` does; as spelled, unless told otherwise. */
export function writeMinified(text: string, node: JsonNode, writeScalar: WriteValue = spelled): string {
  switch (node.kind) {
    case 'array': {
      const items = node.items.map(item => writeMinified(text, item, writeScalar)).join(',');
      return node.cut === undefined ? `[${items}]` : `[${items}${node.cut}`;
    }
    case 'object': {
      const members = node.values
        .map((value, i) => `"${node.keys[i] ?? ''}":${writeMinified(text, value, writeScalar)}`)
        .join(',');
      return node.cut === undefined ? `{${members}}` : `{${members}${node.cut}`;
    }
    default:
      return writeScalar(text, node);
  }
}

function spelled(text: string, node: JsonNode): string {
  return text.slice(node.start, node.end);
}

/** What a compact text uses beyond plain JSON, so that its note explains just that. */
export interface Extras {
  readonly tables: number;
  readonly usesConstants: boolean;
  readonly usesPaths: boolean;
  readonly usesTextColumns: boolean;
  readonly usesAffixes: boolean;
  /** Rows of maps, which begin with their key. */
  readonly usesKeys: boolean;
  /** Rows that were chosen, which begin with their number. */
  readonly usesNumbers: boolean;
}

/** Writes values on one line each, except that arrays and maps of similar records become tables where that is shorter. */
export class CompactWriter {
  readonly #text: string;
  readonly #used = {
    tables: 0,
    usesConstants: false,
    usesPaths: false,
    usesTextColumns: false,
    usesAffixes: false,
    usesKeys: false,
    usesNumbers: false,
  };

  constructor(text: string) {
    this.#text = text;
  }

  get used(): Extras {
    return this.#used;
  }

  /** Values that stood on a line each, as one table: `[40 lines: a,b` … `]`. `undefined` when they are not alike. */
  writeLines(nodes: readonly JsonNode[]): string | undefined {
    const table = tabulate(nodes, this.#text);
    if (table === undefined || isTooNarrow(table, undefined)) return undefined;
    const written = writeTable(this.#text, table, { unit: 'lines' });
    this.note(written);
    return `[${written.output}]`;
  }

  write(node: JsonNode): string {
    switch (node.kind) {
      case 'array':
        return this.#shorter(node, node.items, undefined);
      case 'object':
        return this.#shorter(node, node.values, node.keys);
      default:
        return this.#text.slice(node.start, node.end);
    }
  }

  /** Tries a table; records keep their nested tables only when they are written one by one. */
  #shorter(node: JsonArray | JsonObject, children: readonly JsonNode[], keys: readonly string[] | undefined): string {
    const table = tabulate(children, this.#text);
    if (table === undefined || isTooNarrow(table, keys)) return this.#writeChildren(node);
    const written = writeTable(this.#text, table, { keys });
    const plain = writeMinified(this.#text, node);
    if (written.output.length >= plain.length * 0.95) return this.#writeChildren(node);
    this.note(written);
    const [open, close] = keys === undefined ? '[]' : '{}';
    return `${open}${written.output}${node.cut === undefined ? close : node.cut}`;
  }

  /** Counts what a table uses, also for tables that were written elsewhere. */
  note(written: TableText): void {
    this.#used.tables++;
    this.#used.usesConstants ||= written.usesConstants;
    this.#used.usesPaths ||= written.usesPaths;
    this.#used.usesTextColumns ||= written.usesTextColumns;
    this.#used.usesAffixes ||= written.usesAffixes;
    this.#used.usesKeys ||= written.usesKeys;
    this.#used.usesNumbers ||= written.usesNumbers;
  }

  /** Counts a list whose elements were written with their numbers. */
  noteNumbers(): void {
    this.#used.tables++;
    this.#used.usesNumbers = true;
  }

  #writeChildren(node: JsonArray | JsonObject): string {
    if (node.kind === 'array') {
      const items = node.items.map(item => this.write(item)).join(',');
      return node.cut === undefined ? `[${items}]` : `[${items}${node.cut}`;
    }
    const members = node.values.map((value, i) => `"${node.keys[i] ?? ''}":${this.write(value)}`).join(',');
    return node.cut === undefined ? `{${members}}` : `{${members}${node.cut}`;
  }
}

function isTooNarrow(table: JsonTable, keys: readonly string[] | undefined): boolean {
  return keys === undefined && table.columns.length < 2;
}

export interface TableText extends Omit<Extras, 'tables'> {
  readonly output: string;
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

/** `412 rows: a,b.c,d=1` and one line per row. */
export function writeTable(text: string, table: JsonTable, style: TableStyle): TableText {
  const { keys, unit = 'rows', shown, facets, writeScalar = spelled } = style;
  const described = table.columns.map(column => describe(text, column, table));
  // A sample shows whole values, since nobody reads it from top to bottom.
  const isWhole = shown === undefined && writeScalar === spelled;
  // A row of a single cell could be taken for a value that did not fit, so a list keeps its constants rather than that.
  const needsCells = keys === undefined && described.filter(column => column.constant === undefined).length < 2;
  const plain: readonly DescribedColumn[] = needsCells ? described.map(({ constant, ...column }) => column) : described;
  const columns = isWhole ? plain.map(column => withAffixes(text, column)) : plain;
  const varying = columns.filter(column => column.constant === undefined);
  const writeRow = (i: number): string => {
    const row = table.rows[i];
    if (row === undefined) return '';
    const key = keys?.[i];
    const number = shown === undefined ? '' : `${i},`;
    if (!row.fits) return number + (key === undefined ? '' : `"${key}":`) + writeMinified(text, row.node, writeScalar);
    const cells = varying.map(column =>
      column.affixes === undefined
        ? writeCell(text, column.cells[i], column.isText, writeScalar)
        : writeInner(text, column.cells[i], column.affixes),
    );
    return number + (key === undefined ? cells : [quoteUnlessPlain(key, true), ...cells]).join(',');
  };
  const heads = [
    ...(shown === undefined ? [] : ['#']),
    ...(keys === undefined ? [] : ['(key)']),
    ...columns.map(headOf),
  ];
  const of = shown === undefined ? '' : `, ${shown.length} shown`;
  const lines = [
    `${table.rows.length} ${unit}${of}: ${heads.join(',')}`,
    ...(facets === undefined || facets === '' ? [] : [facets]),
    ...(shown ?? table.rows.map((_, i) => i)).map(writeRow),
    ...(shown === undefined ? [] : [truncatedElement(table.rows.length - shown.length)]),
  ];
  return {
    output: `${lines.join('\n')}\n`,
    usesConstants: varying.length < columns.length,
    usesPaths: columns.some(column => column.path.length > 1),
    usesTextColumns: varying.some(column => column.isText),
    usesAffixes: varying.some(column => column.affixes !== undefined),
    usesKeys: keys !== undefined,
    usesNumbers: shown !== undefined,
  };
}

interface DescribedColumn extends Column {
  /** The cell that every fitting row has, as written. */
  readonly constant?: string;
  /** True when every value is a string and some would pass for something else: none of them is quoted then. */
  readonly isText: boolean;
  /** What all values begin and end with: it stands in the header, around `{}`, and the cells hold what is between. */
  readonly affixes?: Affixes;
}

function withAffixes(text: string, column: DescribedColumn): DescribedColumn {
  if (column.constant !== undefined) return column;
  const present = column.cells.filter(cell => cell !== undefined);
  if (!present.every(cell => cell.kind === 'string')) return column;
  const affixes = commonAffixes(present.map(cell => inside(text, cell)));
  return affixes === undefined ? column : { ...column, isText: false, affixes };
}

function writeInner(text: string, cell: JsonNode | undefined, { prefix, suffix }: Affixes): string {
  if (cell === undefined) return '';
  return quoteUnlessPlain(text.slice(cell.start + 1 + prefix.length, cell.end - 1 - suffix.length), true);
}

function describe(text: string, column: Column, table: JsonTable): DescribedColumn {
  const present = column.cells.filter(cell => cell !== undefined);
  const isText =
    present.every(cell => cell.kind === 'string') && present.some(cell => looksUnlikeText(inside(text, cell)));
  const first = present[0];
  if (first === undefined) return { ...column, isText };
  const value = writeMinified(text, first);
  // Rows that do not fit count too, so that what the header claims of every row is true.
  const values = table.rows.flatMap(({ node, fits }, i) => {
    if (!fits && node.kind !== 'object') return [];
    return [fits ? column.cells[i] : valueAtPath(node, column.path)];
  });
  const isConstant = values.every(cell => cell?.size === first.size && writeMinified(text, cell) === value);
  return isConstant ? { ...column, isText, constant: writeCell(text, first, isText) } : { ...column, isText };
}

function headOf(column: DescribedColumn): string {
  const name = pathName(column.path);
  if (column.affixes !== undefined) return `${name}=${column.affixes.prefix}{}${column.affixes.suffix}`;
  return `${name}${column.isText ? ':text' : ''}${column.constant === undefined ? '' : `=${column.constant}`}`;
}

export function pathName(path: readonly string[]): string {
  return path.map(key => (/^[\w$@/ -]+$/.test(key) ? key : `"${key}"`)).join('.');
}

function writeCell(text: string, cell: JsonNode | undefined, isText: boolean, writeScalar = spelled): string {
  if (cell === undefined) return '';
  return cell.kind === 'string'
    ? quoteUnlessPlain(writeScalar(text, cell).slice(1, -1), isText)
    : writeMinified(text, cell, writeScalar);
}

export function inside(text: string, cell: JsonNode): string {
  return text.slice(cell.start + 1, cell.end - 1);
}

/** Strings go without quotes unless they could be taken for something else; escapes stay as spelled. */
export function quoteUnlessPlain(content: string, isText: boolean): string {
  const isPlain = content !== '' && !/^[\s"[{(]|,|\{\}|\s$/.test(content) && (isText || !looksUnlikeText(content));
  return isPlain ? content : `"${content}"`;
}

function looksUnlikeText(content: string): boolean {
  return /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(content);
}
