import { omissionMarker, withThousands } from '../marker.ts';
import type { Transform } from '../transform.ts';
import { mayOmit } from './budget.ts';
import { readFindings } from './findings.ts';
import { foldRecords } from './foldRecords.ts';
import { buildRecordTable, type RecordTable, type Row } from './recordTable.ts';
import { settledText } from './settleTerminal.ts';
import { isDiff } from './textKind.ts';
import { describeValues } from './valueFacets.ts';

/** Long lists of compiler and linter findings: every finding keeps its kind and place, repeated wording and details go. */
export const sampleDiagnostics: Transform = {
  id: 'sample_diagnostics',
  summary: 'Keeps every place and every different error in full; where a message repeats, only its places are listed.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context)) return undefined;
    const text = settledText(subject.text);
    if (isDiff(text)) return undefined;
    const findings = readFindings(text.split('\n'));
    if (findings === undefined) return undefined;
    const rewritten = foldRecords.apply(subject, context);
    // Each finding is an error that somebody may have to mend, so a table of all of them may be longer than other rewritings.
    if (rewritten !== undefined && rewritten.output.length <= text.length * tableSuffices) return undefined;
    const { lines, frames } = findings;
    const table = buildRecordTable(lines, frames, false);
    const kinds = describeKinds(table);
    const places = renderPlaces(table);
    if (places.shortened < leastShortened) return undefined;
    const kind = 'repeated wording; kinds of findings first, then per file each kind with the places of its findings';
    const marker = omissionMarker({
      omitted: places.shortened,
      of: lines.length,
      unit: 'lines',
      kind,
      handle: context.handle,
    });
    const output = [marker, ...kinds, ...places.lines].join('\n');
    return { output, reason: `${withThousands(places.shortened)} findings reduced to their kind and place` };
  },
};

const tableSuffices = 0.45;
const leastShortened = 20;

/** Per kind: its key, how often it occurs, its wording, the values in it, its first and its last occurrence in full. */
function describeKinds(table: RecordTable): string[] {
  const rowsOf = table.entries.map((): Row[] => []);
  for (const row of table.rows) if (row.entry !== undefined) rowsOf[row.entry]?.push(row);
  return table.entries.flatMap((entry, i) => {
    const rows = rowsOf[i] ?? [];
    const first = rows[0];
    if (first === undefined || first.stamp === undefined) return [];
    const holes = first.values.map((_, n) => `{${n + 1}}: ${describeValues(rows.map(row => row.values[n] ?? ''))}`);
    const values = holes.length === 0 ? [] : [`  ${holes.join('; ')}`];
    const last = rows.at(-1);
    const end = last === undefined || last === first ? [] : [`  last ${quoteFinding(table, last)}`];
    return [`${entry.key} ×${entry.uses}, first ${quoteFinding(table, first)}`, ...end, ...values];
  });
}

/** A finding that stands under its file's name is shown with it. */
function quoteFinding(table: RecordTable, row: Row): string {
  const line = table.lines[row.line] ?? '';
  const frame = table.frames?.[row.line];
  return frame === undefined || !/^\s/.test(line) ? line : frame.frame.replace('{}', () => frame.tail) + frame.rest;
}

interface Places {
  readonly lines: string[];
  /** Lines that are no longer there in full. */
  readonly shortened: number;
}

/** Per file: the kinds in it with all their places. Findings that fit no kind are different from all others, so they stay verbatim. */
function renderPlaces(table: RecordTable): Places {
  const files = new Map<string, { readonly odd: string[]; readonly kinds: Map<string, string[]> }>();
  const outside: string[] = [];
  const seen = new Set<string>();
  let shortened = 0;
  for (const row of table.rows) {
    const frame = table.frames?.[row.line];
    if (frame === undefined) {
      shortened += keepsDetail(table, row, outside) ? 0 : 1;
      continue;
    }
    const path = frame.frame.slice(0, frame.frame.indexOf('{')).replace(/[(:]$/, '');
    const file = files.get(path) ?? { odd: [], kinds: new Map<string, string[]>() };
    files.set(path, file);
    if (row.entry === undefined || isNewError(frame.rest, seen)) {
      file.odd.push(quoteFinding(table, row));
      continue;
    }
    shortened += 1;
    const key = table.entries[row.entry]?.key ?? '';
    const places = file.kinds.get(key);
    if (places === undefined) file.kinds.set(key, [frame.tail]);
    else places.push(frame.tail);
  }
  const lines = [...files].flatMap(([path, { odd, kinds }]) => [
    `# ${path}`,
    ...[...kinds].map(([key, places]) => `${key} ${places.join(' ')}`),
    ...odd,
  ]);
  return { lines: [...lines, ...outside], shortened };
}

/** An error whose wording has not been quoted yet. */
function isNewError(message: string, seen: Set<string>): boolean {
  if (seen.has(message) || !/^\s*(?:\w+ ){0,2}error\b/i.test(message)) return false;
  seen.add(message);
  return true;
}

/** Lines without a place belong to the finding above them; what is neither indented nor a repetition is a summary. */
function keepsDetail(table: RecordTable, row: Row, lines: string[]): boolean {
  const line = table.lines[row.line] ?? '';
  if (row.entry !== undefined || /^\s/.test(line) || line === '') return false;
  lines.push(line);
  return true;
}
