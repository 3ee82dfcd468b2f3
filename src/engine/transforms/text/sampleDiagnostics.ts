import { omissionMarker, withThousands } from '../marker.ts';
import type { Transform } from '../transform.ts';
import { rewritingSuffices, TokenScale, tokenBudget } from './budget.ts';
import { frameByFile } from './lineFrames.ts';
import { buildRecordTable, type RecordTable, type Row } from './recordTable.ts';
import { renderRecordTable } from './renderRecords.ts';
import { settledText } from './settleTerminal.ts';
import { describeValues } from './valueFacets.ts';

/** Long lists of compiler and linter findings: every finding keeps its kind and place, repeated wording and details go. */
export const sampleDiagnostics: Transform = {
  id: 'sample-diagnostics',
  summary:
    'Keeps the place and kind of every finding and one full example per kind; the names in the other messages go.',
  grade: 'omission',
  apply: (subject, context) => {
    const text = settledText(subject.text);
    const scale = new TokenScale(text, context);
    if (tokenBudget(scale.total, context) === undefined) return undefined;
    const lines = text.split('\n');
    const frames = frameByFile(lines);
    if (frames === undefined) return undefined;
    const rewritten = context.counter.count(renderRecordTable(buildRecordTable(lines, frames)));
    if (rewritingSuffices(rewritten, scale.total, context)) return undefined;
    const table = buildRecordTable(lines, frames, false);
    const kinds = describeKinds(table);
    const places = renderPlaces(table);
    if (places.shortened < leastShortened) return undefined;
    const kind = 'details of messages; every finding keeps its place and kind';
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

const leastShortened = 20;

/** Per kind: its key, how often it occurs, its wording, the values in it, and its first occurrence in full. */
function describeKinds(table: RecordTable): string[] {
  const rowsOf = table.entries.map((): Row[] => []);
  for (const row of table.rows) if (row.entry !== undefined) rowsOf[row.entry]?.push(row);
  return table.entries.flatMap((entry, i) => {
    const rows = rowsOf[i] ?? [];
    const first = rows[0];
    if (first === undefined || first.stamp === undefined) return [];
    const holes = first.values.map((_, n) => `{${n + 1}}: ${describeValues(rows.map(row => row.values[n] ?? ''))}`);
    const values = holes.length === 0 ? [] : [`  ${holes.join('; ')}`];
    return [`${entry.key} ×${entry.uses}, first ${table.lines[first.line]}`, ...values];
  });
}

interface Places {
  readonly lines: string[];
  /** Lines that are no longer there in full. */
  readonly shortened: number;
}

/** Per file: the kinds in it with all their places. Findings that fit no kind are different from all others, so they stay verbatim. */
function renderPlaces(table: RecordTable): Places {
  const lines: string[] = [];
  let shortened = 0;
  let file = '';
  let kinds = new Map<string, string[]>();
  const flush = (): void => {
    for (const [key, places] of kinds) lines.push(`${key} ${places.join(' ')}`);
    kinds = new Map();
  };
  for (const row of table.rows) {
    const frame = table.frames?.[row.line];
    if (frame === undefined) {
      shortened += keepsDetail(table, row, lines) ? 0 : 1;
      continue;
    }
    if (frame.frame !== file) {
      flush();
      file = frame.frame;
      lines.push(`# ${file.slice(0, file.indexOf('{')).replace(/[(:]$/, '')}`);
    }
    if (row.entry === undefined) {
      lines.push(`${frame.tail}${frame.rest}`);
      continue;
    }
    shortened += 1;
    const key = table.entries[row.entry]?.key ?? '';
    const places = kinds.get(key);
    if (places === undefined) kinds.set(key, [frame.tail]);
    else places.push(frame.tail);
  }
  flush();
  return { lines, shortened };
}

/** Lines without a place belong to the finding above them; what is neither indented nor a repetition is a summary. */
function keepsDetail(table: RecordTable, row: Row, lines: string[]): boolean {
  const line = table.lines[row.line] ?? '';
  if (row.entry !== undefined || /^\s/.test(line) || line === '') return false;
  lines.push(line);
  return true;
}
