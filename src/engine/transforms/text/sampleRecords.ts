import { withThousands } from '../marker.ts';
import { policyOf } from '../profiles.ts';
import { readQuestion, scoreTexts } from '../relevance.ts';
import type { Subject, Transform } from '../transform.ts';
import { mayOmit, rewritingSuffices, TokenScale, tokenBudget } from './budget.ts';
import { renderExcerpt } from './excerpt.ts';
import { readFindings } from './findings.ts';
import { tabulate } from './foldRecords.ts';
import { readGroups } from './groupSearchHits.ts';
import { frameByTime } from './lineFrames.ts';
import { readPathList } from './pathLists.ts';
import { buildRecordTable, type Entry, type RecordTable, type Row } from './recordTable.ts';
import { renderRecordTable } from './renderRecords.ts';
import { settledText } from './settleTerminal.ts';
import { isAlarming, isWarning } from './severity.ts';
import { findTables } from './tables.ts';
import { readTestReport } from './testReport.ts';
import { isStructuredText, looksLikeProse } from './textKind.ts';
import { countLevels } from './totals.ts';
import { describeValues } from './valueFacets.ts';

/** Logs and other repetitive reports that stay long even as records. */
export const sampleRecords: Transform = {
  id: 'sample_records',
  summary:
    'Keeps every kind of line with its count and values, each different error, the first and last lines, and a sample.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context) || isStructuredText(subject.text)) return undefined;
    const text = settledText(subject.text);
    const isGenerous = policyOf(context.options).generosity >= 1;
    if (isKnownBetter(text.split('\n')) || (isGenerous && isTree(text))) return undefined;
    const scale = new TokenScale(text, context);
    const budget = tokenBudget(scale.total, context);
    const table = budget === undefined ? undefined : tabulate(text);
    if (budget === undefined || table === undefined) return undefined;
    if (!hasFewKinds(table) || (table.frames === undefined && looksLikeProse(table.lines))) return undefined;
    const rewritten = context.counter.count(renderRecordTable(table));
    if (rewritingSuffices(rewritten, scale.total, context)) return undefined;
    // Counts per line are clearer than counts per record where every line stands for an event of its own.
    const events = table.frames === undefined ? table : buildRecordTable(table.lines, table.frames, false);
    const summary = summarize(events, scale, budget * 0.5);
    const spent = summary.reduce((sum, line) => sum + scale.of(line), 0);
    const keep = chooseLines(table, subject, { scale, budget: budget - spent });
    const output = renderExcerpt({ lines: table.lines, keep, kind: kindOf(table), handle: context.handle, summary });
    if (output === undefined) return undefined;
    return {
      output,
      reason: `${withThousands(table.lines.length)} lines shown by their templates, errors and a sample`,
    };
  },
};

/** Test reports, findings, search hits and path lists have transforms that know what matters in them. */
function isKnownBetter(lines: readonly string[]): boolean {
  if (readTestReport(lines) !== undefined || readPathList(lines) !== undefined) return true;
  if (readFindings(lines) !== undefined || isMostlyTables(lines)) return true;
  if (frameByTime(lines) !== undefined) return false;
  return readGroups(lines) !== undefined;
}

/** What stands where in a drawn tree is its message, which no count per kind replaces. */
function isTree(text: string): boolean {
  return /^[│├└].*\n[│├└ ].*\n[│├└ ]/m.test(text);
}

/** A summary by kind tells something only when few kinds make up most of the text. */
function hasFewKinds(table: RecordTable): boolean {
  const frequent = Math.max(5, table.lines.length * 0.01);
  const usual = table.entries.filter(entry => entry.uses >= frequent);
  const covered = usual.map(entry => entry.uses * entry.text.length);
  const varying = usual.filter(entry => entry.text.some(line => line.includes('{1}'))).map(entry => entry.uses);
  const share = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0) / table.lines.length;
  const commonest = [...covered].sort((a, b) => b - a).slice(0, 6);
  // Prose that repeats whole paragraphs, such as licences, has kinds without values.
  const isEvents = share(commonest) >= 0.35 && share(varying) >= 0.15;
  return share(covered) >= 0.5 && (table.frames !== undefined || isEvents);
}

function isMostlyTables(lines: readonly string[]): boolean {
  const tables = findTables(lines).filter(table => table.columns.length >= 4);
  const rows = tables.reduce((sum, table) => sum + table.to - table.from, 0);
  return rows * 2 > lines.length;
}

function kindOf(table: RecordTable): string {
  return table.frames === undefined ? 'lines of the kinds counted below' : 'log lines of the kinds counted below';
}

/** Per template: its count, its text, and which values it had. Alarming ones first to go in, then by frequency. */
function summarize(table: RecordTable, scale: TokenScale, budget: number): string[] {
  const valuesOf = table.entries.map((): string[][] => []);
  for (const row of table.rows) {
    if (row.entry === undefined) continue;
    row.values.forEach((value, i) => {
      const columns = valuesOf[row.entry ?? 0];
      if (columns === undefined) return;
      columns[i] ??= [];
      columns[i].push(value);
    });
  }
  const described = table.entries.map((entry, i) => describeEntry(entry, valuesOf[i] ?? []));
  const ranked = table.entries
    .map((entry, i) => ({ i, alarming: entry.text.some(isAlarming) }))
    .sort((a, b) => Number(b.alarming) - Number(a.alarming) || a.i - b.i);
  const chosen = new Set<number>();
  let spent = 0;
  for (const { i } of ranked) {
    const cost = (described[i] ?? []).reduce((sum, line) => sum + scale.of(line), 0);
    if (spent + cost > budget && chosen.size > 0) continue;
    spent += cost;
    chosen.add(i);
  }
  const levels = countLevels(table.lines);
  return [...(levels === undefined ? [] : [levels]), ...described.filter((_, i) => chosen.has(i)).flat()];
}

function describeEntry(entry: Entry, values: readonly (readonly string[])[]): string[] {
  const facets = values.map((column, i) => `{${i + 1}}: ${describeValues(column)}`);
  const text = entry.text.map(line => (line.startsWith('@') ? line.slice(1).trimStart() : line));
  const head = entry.text.length === 1 ? `×${entry.uses}: ${text[0]}` : `×${entry.uses}, ${text.length} lines:`;
  return [head, ...(text.length === 1 ? [] : text), ...(facets.length === 0 ? [] : [`  ${facets.join('; ')}`])];
}

interface Room {
  readonly scale: TokenScale;
  readonly budget: number;
}

/** Takes lines by what they tell until the room is full: different errors, the ends, matches, what fits no template, a sample. */
function chooseLines(table: RecordTable, subject: Subject, { scale, budget }: Room): boolean[] {
  const keep = new Array<boolean>(table.lines.length).fill(false);
  let left = budget;
  const take = (line: number): void => {
    if (keep[line] === true || line < 0 || line >= keep.length) return;
    left -= scale.of(table.lines[line] ?? '') + gapTokens;
    keep[line] = true;
  };
  const takeAll = (lines: readonly number[], share: number): void => {
    const floor = left * (1 - share);
    for (const line of lines) {
      if (left <= floor) return;
      take(line);
    }
  };
  const last = table.lines.length - 1;
  takeAll([0, last, 1, last - 1, last - 2, last - 3], 1);
  takeAll(differentAlarms(table), 0.7);
  takeAll(matches(table, subject), 0.5);
  takeAll(oddLines(table), 0.6);
  takeAll(spread(table), 0.25);
  return keep;
}

const gapTokens = 3;

/** The first and last line of each alarming record, the same for each of its days, then other lines of theirs with other values. */
function differentAlarms(table: RecordTable): number[] {
  const rowsOf = new Map<number, Row[]>();
  const literals: number[] = [];
  const inValues: number[] = [];
  const alarming = table.entries.map(entry => entry.text.some(isAlarming));
  for (const row of table.rows) {
    if (row.entry === undefined) {
      if (isAlarming(textAt(table, row.line))) literals.push(row.line);
    } else if (alarming[row.entry] === true) {
      const rows = rowsOf.get(row.entry);
      if (rows === undefined) rowsOf.set(row.entry, [row]);
      else rows.push(row);
    } else if (isAlarming(row.values.join(' '))) inValues.push(row.line);
  }
  const kinds = [...rowsOf.values()];
  const rows = [
    ...kinds.flatMap(kind => groupByDay(kind).flatMap(endsOf)),
    ...kinds.flatMap(kind => distinctRows(kind.slice(0, maxRowsSeen))),
  ];
  return [
    ...distinctLines(table, literals),
    ...kinds.flatMap(endsOf).flatMap(linesOf),
    ...distinctLines(table, inValues),
    ...rows.flatMap(linesOf),
  ];
}

const maxRowsSeen = 400;

function linesOf(row: Row): number[] {
  return Array.from({ length: row.lines }, (_, n) => row.line + n);
}

function endsOf(rows: readonly Row[]): readonly Row[] {
  return rows.length < 2 ? rows : [...rows.slice(0, 1), ...rows.slice(-1)];
}

/** What stands before the hour in a row's time; a row without a time belongs to no day. */
function groupByDay(rows: readonly Row[]): Row[][] {
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const day = /^[^\n]*?\d[^:\n]*[ T](?=\d\d:|\{\})/.exec(row.stamp ?? '')?.[0];
    if (day === undefined) continue;
    const known = days.get(day);
    if (known === undefined) days.set(day, [row]);
    else known.push(row);
  }
  return [...days.values()];
}

function distinctRows(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ values }) => {
    const key = values.join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

/** Lines that differ in more than their numbers and their time. */
function distinctLines(table: RecordTable, lines: readonly number[]): number[] {
  const seen = new Set<string>();
  const first: number[] = [];
  const again: number[] = [];
  for (const line of lines) {
    const shape = textAt(table, line).replace(/\d+/g, '0');
    (seen.has(shape) ? again : first).push(line);
    seen.add(shape);
  }
  return [...first, ...again];
}

function matches(table: RecordTable, subject: Subject): number[] {
  const question = readQuestion(subject.question);
  if (question === undefined) return [];
  const scores = scoreTexts(question, table.lines);
  return table.lines
    .map((text, line) => ({
      line,
      score: (scores[line] ?? 0) + (question.anchors.some(anchor => text.includes(anchor)) ? 10 : 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.line - b.line)
    .map(({ line }) => line);
}

/** What fits no template is rare by definition; warnings before the rest. */
function oddLines(table: RecordTable): number[] {
  const odd = table.rows
    .filter(row => row.entry === undefined && textAt(table, row.line).trim() !== '')
    .map(row => row.line);
  const distinct = distinctLines(table, odd);
  return [...distinct.filter(line => isWarning(textAt(table, line))), ...distinct];
}

/** Evenly over the text, in rounds that halve the distance. */
function spread(table: RecordTable): number[] {
  const count = table.lines.length;
  const lines: number[] = [];
  for (let step = Math.ceil(count / 8); step >= 4; step = Math.floor(step / 2)) {
    for (let line = step; line < count; line += step) lines.push(line);
  }
  return lines;
}

function textAt(table: RecordTable, line: number): string {
  return table.frames?.[line]?.rest ?? table.lines[line] ?? '';
}
