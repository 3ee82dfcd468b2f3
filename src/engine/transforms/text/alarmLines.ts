import { type RecordTable, type Row, textAt } from './records/recordTable.ts';
import { isAlarming } from './severity.ts';

/** One thing that went wrong: the line that says so, and the stack or detail indented below it. */
export interface Alarm {
  readonly lines: readonly number[];
}

export interface Alarms {
  /** The first occurrence of each that differs from all before in more than numbers; another place is another alarm. */
  readonly distinct: readonly Alarm[];
  /** Later occurrences: the last of each kind and the ends of each day first, then others. */
  readonly repeated: readonly Alarm[];
}

/** What went wrong according to a log, each occurrence either distinct or like an earlier one. */
export function findAlarms(table: RecordTable): Alarms {
  const alarmingEntries = table.entries.map(entry => entry.text.some(isAlarming));
  const distinct: Alarm[] = [];
  const repeated = new Map<string, { readonly alarm: Alarm; readonly row: Row }[]>();
  const seen = new Set<string>();
  let covered = -1;
  for (const row of table.rows) {
    if (row.line <= covered || !isAlarmingRow(row, table, alarmingEntries)) continue;
    const own = Array.from({ length: row.lines }, (_, n) => row.line + n);
    const lines = [...own, ...detailBelow(table, own)];
    covered = lines.at(-1) ?? covered;
    const shape = lines.map(line => shapeOf(textAt(table, line))).join('\n');
    if (!seen.has(shape)) {
      seen.add(shape);
      distinct.push({ lines });
      continue;
    }
    const kind = row.entry === undefined ? shape : String(row.entry);
    const known = repeated.get(kind);
    if (known === undefined) repeated.set(kind, [{ alarm: { lines }, row }]);
    else known.push({ alarm: { lines }, row });
  }
  const kinds = [...repeated.values()];
  const lasts = kinds.flatMap(kind => kind.slice(-1));
  const days = kinds.flatMap(kind => endsOfDays(kind));
  const others = kinds.flatMap(kind => kind.slice(0, mostOthers));
  return { distinct, repeated: [...new Set([...lasts, ...days, ...others])].map(({ alarm }) => alarm) };
}

/** Of each kind; the others are counted. */
const mostOthers = 4;
const mostDetail = 40;

function isAlarmingRow(row: Row, table: RecordTable, alarmingEntries: readonly boolean[]): boolean {
  if (row.entry === undefined) return isAlarming(textAt(table, row.line));
  return alarmingEntries[row.entry] === true || isAlarming(row.values.join(' '));
}

/**
 * Lines below that are indented deeper or look like a stack's; they belong to what stands above them. Of a log whose lines
 * have a time or a source, so do those without.
 */
function detailBelow(table: RecordTable, own: readonly number[]): number[] {
  const isFramed = (line: number): boolean => table.frames?.[line] !== undefined;
  const first = textAt(table, own[0] ?? 0);
  const isEntry = isFramed(own[0] ?? 0);
  const indent = indentOf(first);
  const isGoPanic = /^(?:panic: |fatal error: |goroutine \d+ \[)/.test(first);
  const below: number[] = [];
  for (let line = (own.at(-1) ?? 0) + 1; line < table.lines.length && below.length < mostDetail; line++) {
    const text = textAt(table, line);
    const isOther = isFramed(line) && !isEntry;
    const isDetail = indentOf(text) > indent || stackLine.test(text) || isGoPanic || (isEntry && !isFramed(line));
    if (isOther || !isDetail || text.trim() === '') break;
    below.push(line);
  }
  return below;
}

const stackLine = /^\s*(?:at |File "|\.\.\. \d+ more|Caused by: |\d+: 0x[0-9a-f]+ - )/;

/** The text without numbers and ids, except in places such as `file.ts:12:5`: the same words elsewhere are another failure. */
function shapeOf(text: string): string {
  return text.slice(0, maxShape).replace(numbers, (_, place?: string) => place ?? '0');
}

const maxShape = 2000;
const numbers =
  /([\w@./\\-]{0,200}\.[A-Za-z]{1,5}(?:(?::\d{1,6}){1,2}(?!\d)|:?[[(]\d{1,6}(?:, ?\d{1,6})?[\])])|", line \d{1,6})|\b[0-9a-f]{8}[0-9a-f-]*\b|\d+/g;

function indentOf(text: string): number {
  const indent = text.search(/\S/);
  return indent < 0 ? 0 : indent;
}

/** The first and the last of each day; what stands before the hour in a row's time tells the day, and a row without a time has none. */
function endsOfDays<Occurrence extends { readonly row: Row }>(kind: readonly Occurrence[]): readonly Occurrence[] {
  const days = new Map<string, { readonly first: Occurrence; last: Occurrence }>();
  for (const occurrence of kind) {
    const day = /^[^\n]*?\d[^:\n]*[ T](?=\d\d:|\{\})/.exec(occurrence.row.stamp ?? '')?.[0];
    if (day === undefined) continue;
    const known = days.get(day);
    if (known === undefined) days.set(day, { first: occurrence, last: occurrence });
    else known.last = occurrence;
  }
  return [...days.values()].flatMap(({ first, last }) => [first, last]);
}
