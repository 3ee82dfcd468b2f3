import { type Affixes, commonAffixes } from '../affixes.ts';
import { type Leaf, leavesOf, linesOf, recordKey, unionOf } from './yamlShape.ts';
import type { YamlEntry } from './yamlTree.ts';

const minRows = 3;
const minFittingShare = 0.6;
const maxLeaves = 400;

/**
 * Writes neighbouring records once as a pattern with `{name}` where they differ, and their values one record per line.
 * `undefined` when they are too few or too unlike. Every line can be had back from the result.
 */
export function writeYamlTable(
  records: readonly YamlEntry[],
  indent: number,
  lines: readonly string[],
): readonly string[] | undefined {
  if (records.length < minRows) return undefined;
  const rows = records.map(record => readRow(record, indent));
  const union = unionOf(rows.flatMap(row => (row === undefined ? [] : [row.leaves])));
  if (union.length === 0 || union.length > maxLeaves) return undefined;
  const ids = new Set(union.map(({ id }) => id));
  const own = rows.map((row, i) => {
    const record = records[i];
    if (row === undefined || record === undefined || row.leaves.some(({ id }) => !ids.has(id))) return undefined;
    const values = new Map(row.leaves.map(leaf => [leaf.id, leaf]));
    const inOrder = union.flatMap(({ id }) => values.get(id) ?? []);
    // What cannot be written back to the very same lines stays as it is.
    return isWrittenBy(inOrder, record, lines) ? { key: row.key, values } : undefined;
  });
  const { names, pattern, cells } = layOut(union, own);
  const written = cells.map((row, i) => row ?? verbatim(records[i], lines));
  const fitting = written.filter(row => typeof row === 'string').length;
  if (fitting < minRows || fitting < records.length * minFittingShare) return undefined;
  const margin = ' '.repeat(indent);
  return [
    `${margin}[${records.length} alike: ${names.join(',') || 'all the same'}`,
    ...pattern,
    `${margin}cells:`,
    ...written.flat(),
    `${margin}]`,
  ];
}

/** Whether scalars in this order give the lines of a record; that of its own key aside, which is a cell. */
function isWrittenBy(leaves: readonly Leaf[], { key, start, end }: YamlEntry, lines: readonly string[]): boolean {
  const written = linesOf(leaves);
  const first = key === undefined ? 0 : 1;
  if (written.length !== end - start) return false;
  for (let i = first; i < written.length; i++) if (written[i] !== lines[start + i]) return false;
  return true;
}

interface RecordRow {
  readonly key: string | undefined;
  readonly values: ReadonlyMap<string, Leaf>;
}

function readRow(record: YamlEntry, indent: number): { key: string | undefined; leaves: readonly Leaf[] } | undefined {
  if (!record.isPlain || record.block === undefined) return undefined;
  return { key: record.key, leaves: leavesOf(record, indent) };
}

/** Lines of a record that is unlike the others. */
function verbatim(record: YamlEntry | undefined, lines: readonly string[]): string[] {
  return lines.slice(record?.start, record?.end).map(line => `|${line}`);
}

/** How records are written: their pattern, and for each record the cells that fill it. */
interface Layout {
  readonly names: readonly string[];
  readonly pattern: readonly string[];
  /** `undefined` for a record of another shape, or with a value that cannot stand in a cell. */
  readonly cells: readonly (string | undefined)[];
}

/** Scalars that differ alike share a cell, so `{key}` may stand in several lines of the pattern. */
function layOut(union: readonly Leaf[], rows: readonly (RecordRow | undefined)[]): Layout {
  const present = rows.filter(row => row !== undefined);
  const taken = new Set<string>();
  for (const { value = '' } of union) for (const [, name = ''] of value.matchAll(/\{([^{}]+)\}/g)) taken.add(name);
  const columns = new Map<string, { readonly name: string; readonly cells: readonly (string | undefined)[] }>();
  const placeholder = (cells: readonly (string | undefined)[], chooseName: () => string): string => {
    // Cells hold no line breaks, so one marks those that cannot be written.
    const written = cells.map(cell => cell ?? '\n').join('\n');
    const known = columns.get(written);
    if (known !== undefined) return `{${known.name}}`;
    const name = chooseName();
    taken.add(name);
    columns.set(written, { name, cells });
    return `{${name}}`;
  };
  if (present.some(({ key }) => key !== undefined)) {
    taken.add('key');
    placeholder(
      present.map(({ key }) => writeCell({ value: key }, noAffixes)),
      () => 'key',
    );
  }
  const pattern = union.map(leaf => {
    const scalars = present.map(({ values }) => values.get(leaf.id));
    if (isConstant(scalars)) return { ...leaf, value: scalars[0]?.value };
    const affixes = affixesOf(scalars);
    const cells = scalars.map(scalar => (scalar === undefined ? '' : writeCell(scalar, affixes)));
    return { ...leaf, value: affixes.prefix + placeholder(cells, () => nameFor(leaf, taken)) + affixes.suffix };
  });
  // A row begins with what its record is called.
  const all = [...columns.values()].sort((a, b) => nameRank(a.name) - nameRank(b.name));
  let next = 0;
  return {
    names: all.map(({ name }) => name),
    pattern: linesOf(pattern),
    cells: rows.map(row => {
      if (row === undefined) return undefined;
      const at = next++;
      const cells = all.map(column => column.cells[at]);
      if (cells.includes(undefined)) return undefined;
      return all.length === 0 ? 'same' : cells.join(',');
    }),
  };
}

const firstNames = ['key', 'name', 'id'];

function nameRank(name: string): number {
  const rank = firstNames.indexOf(name);
  return rank < 0 ? firstNames.length : rank;
}

function isConstant(scalars: readonly (Leaf | undefined)[]): boolean {
  return scalars.every(scalar => scalar !== undefined && scalar.value === scalars[0]?.value);
}

const noAffixes: Affixes = { prefix: '', suffix: '' };

/** What all values of a column begin and end with stands in the pattern: quotes on both sides or on none. */
function affixesOf(scalars: readonly (Leaf | undefined)[]): Affixes {
  const values = scalars.flatMap(scalar => (scalar === undefined ? [] : [scalar.value ?? '']));
  if (values.some(value => value === '' || value.includes('\n'))) return noAffixes;
  for (const quote of ['"', "'"]) {
    if (!values.every(value => value.length > 2 && value.startsWith(quote) && value.endsWith(quote))) continue;
    const inner = commonAffixes(values.map(value => value.slice(1, -1))) ?? noAffixes;
    return { prefix: quote + inner.prefix, suffix: inner.suffix + quote };
  }
  const affixes = commonAffixes(values) ?? noAffixes;
  return /["'#]/.test(affixes.prefix + affixes.suffix) ? noAffixes : affixes;
}

/** The nearest key, with as many of the keys above as tell it from the names before. */
function nameFor({ steps }: Leaf, taken: ReadonlySet<string>): string {
  const keys = steps.flatMap(({ key }) =>
    key === undefined || key === recordKey ? [] : [key.replace(/[^\w/-]+/g, '_')],
  );
  let name = keys.at(-1) ?? 'value';
  for (const key of keys.slice(0, -1).reverse()) {
    if (!taken.has(name)) break;
    name = `${key}.${name}`;
  }
  const stem = name;
  for (let i = 2; taken.has(name); i++) name = `${stem}.${i}`;
  return name;
}

/**
 * An empty cell means that the line is absent. Values go between backticks, which start no YAML value, when a comma or a blank
 * would blur them; quoted and bracketed ones are clear by themselves.
 */
function writeCell({ value }: Pick<Leaf, 'value'>, { prefix, suffix }: Affixes): string | undefined {
  if (value === undefined) return '``';
  const cell = value.slice(prefix.length, value.length - suffix.length);
  if (cell.includes('\n') || cell.includes('`')) return undefined;
  return isClear(cell) ? cell : `\`${cell}\``;
}

function isClear(value: string): boolean {
  if (/^"(?:[^"\\]|\\.)*"$|^'(?:[^']|'')*'$/.test(value)) return true;
  return !/,|^[\s|"'\]]|\s$/.test(value) && value !== '';
}
