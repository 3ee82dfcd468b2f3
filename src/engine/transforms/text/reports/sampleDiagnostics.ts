import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit } from '../budget.ts';
import { foldRecords } from '../records/foldRecords.ts';
import { buildRecordTable, type RecordTable, type Row } from '../records/recordTable.ts';
import { settledText } from '../settleTerminal.ts';
import { isDiff } from '../textKind.ts';
import { readFindings } from './findings.ts';

/** Long lists of compiler and linter findings: every finding keeps its kind and place, repeated wording and details go. */
export const sampleDiagnostics: Transform = {
  id: 'sample_diagnostics',
  summary:
    'Keeps every place with what differs in its message; the wording and the source below it stand once per kind.',
  grade: 'omission',
  apply: (subject, context) => {
    if (!mayOmit(subject.text, context)) return undefined;
    const text = settledText(subject.text);
    if (isDiff(text)) return undefined;
    const findings = readFindings(text.split('\n'));
    if (findings === undefined) return undefined;
    const rewritten = foldRecords.apply(subject, context);
    const { lines, frames } = findings;
    // Tables of findings with excerpts of the source between them are hard to read, however short.
    const isPlain = frames.filter(frame => frame === undefined).length * 3 < lines.length;
    const table = buildRecordTable(lines, frames, false);
    const kinds = describeKinds(table);
    const places = renderPlaces(table, policyOf(context.options).generosity >= 1);
    if (places.shortened < leastShortened) return undefined;
    const kind =
      'repeated wording; kinds of findings first, then per file each kind with the places of its findings and the values of {1}, {2}…';
    const marker = omissionMarker({
      omitted: places.shortened,
      of: lines.length,
      unit: 'lines',
      kind,
      handle: context.handle,
    });
    const output = [marker, ...kinds, ...places.lines].join('\n');
    // Each finding is an error that somebody may have to mend: a table of all of them in their order may be longer.
    if (isPlain && rewritten !== undefined && output.length > rewritten.output.length * worthLosingOrder)
      return undefined;
    return { output, reason: say('did.findings', { n: withThousands(places.shortened) }) };
  },
};

const worthLosingOrder = 0.75;
const leastShortened = 20;

/** Per kind: its key, how often it occurs, its wording, its first occurrence with what stands below it, and its last. */
function describeKinds(table: RecordTable): string[] {
  const rowsOf = table.entries.map((): Row[] => []);
  for (const row of table.rows) if (row.entry !== undefined) rowsOf[row.entry]?.push(row);
  return table.entries.flatMap((entry, i) => {
    const rows = rowsOf[i] ?? [];
    const first = rows[0];
    if (first === undefined || first.stamp === undefined) return [];
    const last = rows.at(-1);
    const end = last === undefined || last === first ? [] : [`  last ${quoteFinding(table, last)}`];
    const head =
      first.values.length === 0
        ? [`${entry.key} ×${entry.uses}, first ${quoteFinding(table, first)}`]
        : [
            `${entry.key} ×${entry.uses}: ${entry.text[0]?.replace(/^@\s*/, '') ?? ''}`,
            `  first ${quoteFinding(table, first)}`,
          ];
    return [...head, ...detailBelow(table, first), ...end];
  });
}

const mostDetail = 12;

/** The source excerpt and notes of a finding. */
function detailBelow(table: RecordTable, row: Row): string[] {
  const detail: string[] = [];
  for (let line = row.line + 1; line < table.lines.length && detail.length < mostDetail; line++) {
    const text = table.lines[line] ?? '';
    const isOver = table.frames?.[line] !== undefined || (text === '' && detail.some(known => known.trim() !== ''));
    if (isOver || !(text === '' || isDetail(text))) break;
    detail.push(text);
  }
  return detail.filter(line => line !== '').map(line => `    ${line}`);
}

/** Indented, or a line of source after its number; what counts errors, in all or per file, is a summary. */
function isDetail(line: string): boolean {
  if (/^\s*\d{1,6} +\S+:\d+$/.test(line)) return false;
  return /^\s/.test(line) || (/^\d{1,6}(?:\s|$)/.test(line) && !/^\d+ (?:errors?|warnings?|problems?)\b/.test(line));
}

/** A finding that stands under its file's name, or above its place, is shown with both. */
function quoteFinding(table: RecordTable, row: Row): string {
  const line = table.lines[row.line] ?? '';
  const frame = table.frames?.[row.line];
  return frame === undefined || (line.includes(frame.tail) && !/^\s/.test(line))
    ? line
    : frame.frame.replace('{}', () => frame.tail) + frame.rest;
}

interface Places {
  readonly lines: string[];
  /** Lines that are no longer there in full. */
  readonly shortened: number;
}

/**
 * Per file: the kinds in it with all their places, and what was in the holes of their wording. Findings that fit no kind
 * are different from all others, so they stay verbatim, as do errors whose values are too long for a list.
 */
function renderPlaces(table: RecordTable, withAllValues: boolean): Places {
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
    const isError = errorStart.test(frame.rest);
    const values = row.values.join(' ');
    if (row.entry === undefined || (isError && values.length > mostValues && isNew(frame.rest, seen))) {
      file.odd.push(quoteFinding(table, row));
      continue;
    }
    shortened += 1;
    const key = table.entries[row.entry]?.key ?? '';
    const isTold = values !== '' && values.length <= mostValues && (withAllValues || isError);
    const place = isTold ? `${frame.tail} ${values}` : frame.tail;
    const places = file.kinds.get(key);
    if (places === undefined) file.kinds.set(key, [place]);
    else places.push(place);
  }
  const lines = [...files].flatMap(([path, { odd, kinds }]) => [
    `# ${path}`,
    ...[...kinds].map(
      ([key, places]) => `${key} ${places.join(places.some(place => place.includes(' ')) ? '; ' : ' ')}`,
    ),
    ...odd,
  ]);
  return { lines: [...lines, ...outside], shortened };
}

const mostValues = 80;
const errorStart = /^\s*(?:- )?(?:\w+ ){0,2}error\b/i;

/** An error whose wording has not been quoted yet. */
function isNew(message: string, seen: Set<string>): boolean {
  if (seen.has(message)) return false;
  seen.add(message);
  return true;
}

/** Lines without a place belong to the finding above them; what is neither indented nor a repetition is a summary. */
function keepsDetail(table: RecordTable, row: Row, lines: string[]): boolean {
  const line = table.lines[row.line] ?? '';
  if (row.entry !== undefined || isDetail(line) || line === '') return false;
  lines.push(line);
  return true;
}
