import { truncatedElement, withThousands } from '../marker.ts';
import type { RowTable, TextColumn } from './rowTable.ts';

/** Columns of a list in which a linter, compiler or scanner tells what is wrong where. */
export interface FindingColumns {
  readonly line: TextColumn;
  readonly column: TextColumn | undefined;
  readonly file: TextColumn | undefined;
  /** What findings of a kind share: rule, severity and message. */
  readonly labels: readonly TextColumn[];
  readonly severity: TextColumn | undefined;
  /** Columns that a reader of findings can do without. */
  readonly others: readonly TextColumn[];
}

const lineName = /^(?:line|line_?number|lineno|start_?line|begin_?line|row)$/i;
const columnName = /^(?:col|column|column_?number|start_?column|begin_?column|character|colno)$/i;
const fileName = /^(?:file|file_?name|file_?path|path|abs_?path|uri)$/i;
const messageName = /^(?:message|msg|text|description|desc|title|reason|issue_text)$/i;
const ruleName =
  /^(?:rule_?id|rule|code|check_?id|check_?name|cop_?name|symbol|from_?linter|linter|test_id|error_?code)$/i;
const severityName = /^(?:severity|level|type|category|issue_severity)$/i;
const severe = /^(?:2|errors?|fatal|critical|high|blocker|major|failure)$/i;

/** The columns of a list of findings, or `undefined` when rows have no place or nothing to say about it. */
export function findingColumns(table: RowTable): FindingColumns | undefined {
  const named = (pattern: RegExp): TextColumn | undefined =>
    table.columns.find(({ name, values }) => pattern.test(name.slice(name.lastIndexOf('.') + 1)) && isFilled(values));
  const line = named(lineName);
  const message = named(messageName);
  const [rule, severity] = [named(ruleName), named(severityName)];
  if (line === undefined || message === undefined || (rule === undefined && severity === undefined)) return undefined;
  if (!line.values.every(value => value === undefined || /^(?:\d+|null)$/.test(value))) return undefined;
  const [column, file] = [named(columnName), named(fileName)];
  const labels = table.columns.filter(candidate => [rule, severity, message].includes(candidate));
  const used = new Set([line, column, file, ...labels]);
  return { line, column, file, labels, severity, others: table.columns.filter(other => !used.has(other)) };
}

function isFilled(values: TextColumn['values']): boolean {
  return values.filter(value => value !== undefined).length >= values.length * 0.9;
}

/** Findings of one kind in one file. */
interface Kind {
  readonly label: string;
  readonly isSevere: boolean;
  readonly places: string[];
}

export interface FindingsText {
  readonly lines: readonly string[];
  /** Findings whose place is not among the lines. */
  readonly omitted: number;
}

/** Milder findings of a kind beyond these are only counted when space is short. */
const mildPlaces = 3;

/** One line per kind of finding with every place; places of mild findings are thinned out where they exceed the budget. */
export function writeFindings(
  table: RowTable,
  columns: FindingColumns,
  { budget, writeLabel }: { readonly budget: number; readonly writeLabel: (value: string) => string },
): FindingsText {
  const files = groupFindings(table, columns, writeLabel);
  const whole = writeFiles(files, Number.POSITIVE_INFINITY);
  const isTooLong = whole.lines.reduce((sum, line) => sum + line.length + 1, 0) > budget;
  const { lines, omitted } = isTooLong ? writeFiles(files, mildPlaces) : whole;
  const { line, column, labels, others } = columns;
  const place = column === undefined ? line.name : `${line.name}:${column.name}`;
  const leftOut = others.length === 0 ? '' : `; left out: ${others.map(({ name }) => name).join(',')}`;
  const head = `${table.count} rows by ${labels.map(({ name }) => name).join(',')} with their ${place}${leftOut}`;
  return { lines: [head, ...lines, ...(omitted === 0 ? [] : [truncatedElement(omitted)])], omitted };
}

function groupFindings(
  table: RowTable,
  { line, column, file, labels, severity }: FindingColumns,
  writeLabel: (value: string) => string,
): ReadonlyMap<string, ReadonlyMap<string, Kind>> {
  const files = new Map<string, Map<string, Kind>>();
  for (let row = 0; row < table.count; row++) {
    const path = file?.values[row] ?? '';
    const kinds = files.get(path) ?? new Map<string, Kind>();
    files.set(path, kinds);
    const label = labels.map(({ values }) => writeLabel(values[row] ?? '')).join(',');
    const isSevere = severity === undefined || severe.test(severity.values[row] ?? '');
    const kind = kinds.get(label) ?? { label, isSevere, places: [] };
    kinds.set(label, kind);
    const place = [line.values[row], column?.values[row]].filter(value => value !== undefined);
    kind.places.push(place.join(':'));
  }
  return files;
}

function writeFiles(files: ReadonlyMap<string, ReadonlyMap<string, Kind>>, mostMild: number): FindingsText {
  let omitted = 0;
  const lines = [...files].flatMap(([path, kinds]) => {
    const rows = [...kinds.values()].map(({ label, isSevere, places }) => {
      const count = places.length === 1 ? '' : ` ×${withThousands(places.length)}`;
      const shown = isSevere ? places : places.slice(0, mostMild);
      omitted += places.length - shown.length;
      return `${label}${count}: ${shown.join(' ')}${shown.length < places.length ? ' …' : ''}`;
    });
    return path === '' ? rows : [path, ...rows];
  });
  return { lines, omitted };
}
