import { isAlarming } from '../severity.ts';
import { describeValues } from '../valueFacets.ts';
import { buildRecordTable, type Entry, type RecordTable, type Row } from './recordTable.ts';

/** What is told of one kind of line: how often, in which words, with which values. */
export interface RecordKind {
  readonly entry: Entry;
  readonly lines: readonly string[];
  /** Values that name things, such as packages, in their order; `undefined` when none do. */
  readonly names: { readonly hole: number; readonly values: readonly string[] } | undefined;
}

/** Kinds in the order of their frequency. */
export function describeKinds(table: RecordTable): readonly RecordKind[] {
  const rowsOf = table.entries.map((): Row[] => []);
  for (const row of table.rows) if (row.entry !== undefined) rowsOf[row.entry]?.push(row);
  return table.entries.map((entry, i) => describeKind(entry, rowsOf[i] ?? [], table));
}

/** Alarming kinds first, then by frequency, as far as the cost allows; the first in any case. */
export function chooseKinds(
  kinds: readonly RecordKind[],
  costOf: (line: string) => number,
  budget: number,
): ReadonlySet<RecordKind> {
  const ranked = kinds
    .map((kind, i) => ({ kind, i, isAlarm: kind.entry.text.some(isAlarming) }))
    .sort((a, b) => Number(b.isAlarm) - Number(a.isAlarm) || a.i - b.i);
  const chosen = new Set<RecordKind>();
  let spent = 0;
  for (const { kind } of ranked) {
    const cost = kind.lines.reduce((sum, line) => sum + costOf(line), 0);
    if (spent + cost > budget && chosen.size > 0) continue;
    spent += cost;
    chosen.add(kind);
  }
  return chosen;
}

/**
 * A table whose counts say how many lines of a kind there are. Lines that stand for events of their own are counted one by
 * one; what is indented below a line, such as a stack, is counted together with it.
 */
export function countableTable(table: RecordTable): RecordTable {
  const joined = table.entries.filter(({ text }) => text.length > 1);
  const ofEvents = joined.filter(({ text }) => text.slice(1).every(line => /^@?\s?\S/.test(line)));
  if (table.frames === undefined && ofEvents.length * 2 <= joined.length) return table;
  return buildRecordTable(table.lines, table.frames, false);
}

function describeKind(entry: Entry, rows: readonly Row[], table: RecordTable): RecordKind {
  const columns = (rows[0]?.values ?? []).map((_, n) => rows.map(row => row.values[n] ?? ''));
  const text = entry.text.map(line => (line.startsWith('@') ? line.slice(1).trimStart() : line));
  const first = rows[0];
  // A template without words says nothing; a line does.
  if (first !== undefined && text.length === 1 && !isTelling(text[0] ?? '', columns.length)) {
    return { entry, lines: [`×${entry.uses} like: ${table.lines[first.line] ?? ''}`], names: undefined };
  }
  const facets = columns.map((column, i) => `{${i + 1}}: ${describeValues(column)}`);
  const head = text.length === 1 ? [`×${entry.uses}: ${text[0]}`] : [`×${entry.uses}, ${text.length} lines:`, ...text];
  const lines = facets.length === 0 ? head : [...head, `  ${facets.join('; ')}`];
  const hole = columns.findIndex(areNames);
  const names = hole < 0 ? undefined : { hole: hole + 1, values: [...new Set(columns[hole])] };
  return { entry, lines, names };
}

/** Enough letters outside the holes to tell what the line is about. */
function isTelling(template: string, holes: number): boolean {
  const letters = template.replace(/\{\d+\}/g, '').match(/\p{L}/gu)?.length ?? 0;
  return letters >= Math.max(3, holes * 3);
}

const leastNames = 8;
const maxNameLength = 40;

/** Different in most lines, made of letters rather than digits, and short: names of packages, files, hosts. */
function areNames(column: readonly string[]): boolean {
  if (column.length < leastNames || new Set(column).size < column.length * 0.6) return false;
  const length = column.reduce((sum, value) => sum + value.length, 0);
  const digits = column.reduce((sum, value) => sum + (value.match(/\d/g)?.length ?? 0), 0);
  const named = column.filter(value => /^[^\d\s]*\p{L}{2}\S*$/u.test(value)).length;
  return length <= column.length * maxNameLength && digits * 4 <= length && named >= column.length * 0.9;
}
