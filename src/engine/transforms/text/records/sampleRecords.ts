import { say } from '../../../../shared/sentences/say.ts';
import { withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import type { Subject, Transform } from '../../transform.ts';
import { mayOmit, rewritingSuffices, TokenScale, tokenBudget } from '../budget.ts';
import { renderExcerpt } from '../excerpt.ts';
import { readListings } from '../paths/listings.ts';
import { readPathList } from '../paths/pathLists.ts';
import { readFindings } from '../reports/findings.ts';
import { readTestReport } from '../reports/testReport.ts';
import { readGroups } from '../search/groupSearchHits.ts';
import { settleText } from '../settleTerminal.ts';
import { findTables } from '../tables/tables.ts';
import { addSample, chooseTellingLines } from '../tellingLines.ts';
import { isMostlyIndented, isStructuredText } from '../textKind.ts';
import { isInstruction, tabulate } from './foldRecords.ts';
import { frameByTime } from './lineFrames.ts';
import { chooseKinds, countableTable, describeKinds, type RecordKind } from './recordKinds.ts';
import type { RecordTable } from './recordTable.ts';
import { renderRecordTable } from './renderRecords.ts';
import { countLevels } from './totals.ts';

/** Logs and other repetitive reports that stay long even as records. */
export const sampleRecords: Transform = {
  id: 'sample_records',
  summary:
    'Keeps every kind of line with its count and values, each different error, the first and last lines, and a sample.',
  grade: 'omission',
  apply: (subject, context) => {
    if (isInstruction(subject) || !mayOmit(subject.text, context) || isStructuredText(subject.text)) return undefined;
    const { text, originLines } = settleText(subject.text);
    const isGenerous = policyOf(context.options).generosity >= 1;
    if (isKnownBetter(text.split('\n')) || (isGenerous && isTree(text))) return undefined;
    const scale = new TokenScale(text, context);
    const budget = tokenBudget(scale.total, context);
    const table = budget === undefined ? undefined : tabulate(text);
    if (budget === undefined || table === undefined) return undefined;
    if (!hasFewKinds(table) || (table.frames === undefined && isMostlyIndented(table.lines))) return undefined;
    const rewritten = context.counter.count(renderRecordTable(table));
    if (rewritingSuffices(rewritten, scale.total, context)) return undefined;
    const output = renderSample(table, subject, { scale, budget, originLines, handle: context.handle });
    if (output === undefined) return undefined;
    return {
      output,
      reason: say('did.sampledRecords', { n: withThousands(table.lines.length) }),
    };
  },
};

/** Test reports, findings, search hits and path lists have transforms that know what matters in them. */
function isKnownBetter(lines: readonly string[]): boolean {
  if (readTestReport(lines) !== undefined || readPathList(lines) !== undefined) return true;
  if (readFindings(lines) !== undefined || readListings(lines) !== undefined || isMostlyTables(lines)) return true;
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

interface Room {
  readonly scale: TokenScale;
  readonly budget: number;
  readonly originLines: readonly number[] | undefined;
  readonly handle: string;
}

/** The kinds of lines with their counts, then the lines that tell most; `undefined` when nothing would be left out. */
function renderSample(
  table: RecordTable,
  subject: Subject,
  { scale, budget, originLines, handle }: Room,
): string | undefined {
  const costOf = (line: string): number => scale.of(line);
  const kinds = describeKinds(countableTable(table));
  const chosen = chooseKinds(kinds, costOf, budget * 0.5);
  const spent = [...chosen].flatMap(kind => kind.lines).reduce((sum, line) => sum + costOf(line), 0);
  const telling = chooseTellingLines(table, subject, { scale, budget: budget - spent });
  let left = telling.left;
  const summary: string[] = [];
  const levels = countLevels(table.lines);
  if (levels !== undefined) summary.push(levels);
  if (telling.alarmsLeft > 0) summary.push(`not shown: ${telling.alarmsLeft} more errors that differ from those below`);
  const named = new Set<string>();
  for (const kind of kinds.filter(kind => chosen.has(kind))) {
    summary.push(...kind.lines);
    const names = nameList(kind, named);
    if (names === undefined || costOf(names) > left) continue;
    left -= costOf(names);
    summary.push(names);
    for (const name of kind.names?.values ?? []) named.add(name);
  }
  const keep = addSample(table, telling.keep, { scale, budget: left * 0.25 });
  return renderExcerpt({ lines: table.lines, keep, originLines, kind: kindOf(table), handle, summary });
}

/** The names in a kind, unless most of them have been listed for another. */
function nameList({ names }: RecordKind, listed: ReadonlySet<string>): string | undefined {
  if (names === undefined) return undefined;
  const fresh = names.values.filter(name => !listed.has(name)).length;
  return fresh * 4 < names.values.length ? undefined : `  every {${names.hole}}: ${names.values.join(' ')}`;
}
