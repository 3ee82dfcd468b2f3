import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote, withThousands } from '../../marker.ts';
import type { Replacement, Subject, Transform } from '../../transform.ts';
import { type Affixes, commonAffixes } from '../affixes.ts';
import { factorKinds, labelOf } from '../rowKinds.ts';
import { parseCsv } from './csvRows.ts';

export const csvRecords: Transform = {
  id: 'csv_records',
  summary: 'Writes what is the same in every row of a table once, in its header; every value stays.',
  grade: 'decodable',
  apply: ({ text: original }: Subject): Replacement | undefined => {
    const isWindows = original.includes('\r\n');
    const text = isWindows ? original.replaceAll('\r\n', '\n') : original;
    if (isWindows && text.replaceAll('\n', '\r\n') !== original) return undefined;
    const csv = parseCsv(text);
    // Line breaks inside fields, blank lines and quotes in the header leave too little to be exact about.
    if (csv === undefined || /\r|\n\n/.test(text) || /["={}\\]/.test(csv.headerLine)) return undefined;
    if (csv.rows.some(({ number }, i) => number !== i + 2)) return undefined;
    // Quotes are part of how a row is spelled, so rows with any stay whole.
    const plain = csv.rows.filter(({ fields, line }) => fields.length === csv.header.length && !line.includes('"'));
    const usual = csv.header.map((_, i) => usualValue(plain.map(({ fields }) => fields[i] ?? '')));
    const regular = new Set(plain.filter(({ fields }) => fields.every((field, i) => (usual[i] ?? field) === field)));
    if (regular.size < csv.rows.length * leastRegularShare) return undefined;
    const columns = csv.header.map((_, i) =>
      describe(
        usual[i],
        Array.from(regular, ({ fields }) => fields[i] ?? ''),
      ),
    );
    const own = csv.header.map((_, i) => i).filter(i => columns[i]?.kind !== 'constant');
    const cells = own.map(i => Array.from(regular, ({ fields }) => ownPart(fields[i] ?? '', columns[i])));
    const kinds = /\*/.test(csv.headerLine) ? undefined : factorKinds(cells);
    if (kinds === undefined && columns.every(column => column === undefined)) return undefined;
    let next = 0;
    const rows = csv.rows.map(row => {
      if (!regular.has(row)) return `\\${row.line}`;
      const at = next++;
      const label = kinds === undefined ? [] : [labelOf(kinds.kindOf[at] ?? 0)];
      const rest = cells.flatMap((column, c) => (kinds?.columns.has(c) === true ? [] : [column[at] ?? '']));
      return [...label, ...rest].join(csv.separator);
    });
    if (csv.rows.some((row, i) => regular.has(row) && rows[i]?.startsWith('\\'))) return undefined;
    const heads = csv.header.map((name, i) => {
      const mark = kinds?.columns.has(own.indexOf(i)) === true ? '*' : '';
      return headOf(name, columns[i]) + mark;
    });
    const lines = kinds?.kinds.map((kind, i) => `${labelOf(i)}=${kind.join(csv.separator)}`) ?? [];
    return {
      output:
        [
          noteFor({ rows: rows.length, columns, kinds: lines.length, isWindows }),
          heads.join(csv.separator),
          ...lines,
          ...rows,
        ].join('\n') + csv.ending,
      reason: say('did.csvShared'),
    };
  },
};

interface Noted {
  readonly rows: number;
  readonly columns: readonly (Shared | undefined)[];
  readonly kinds: number;
  readonly isWindows: boolean;
}

/** Explains what is used, and nothing else. */
function noteFor({ rows, columns, kinds, isWindows }: Noted): string {
  return rewriteNote(
    [
      `table, ${withThousands(rows)} rows, none omitted`,
      ...(columns.some(column => column?.kind === 'constant') ? ['a=v holds in every row without \\ before it'] : []),
      ...(columns.some(column => column?.kind === 'affixes') ? ['a=x{}y: cells fill the {}'] : []),
      ...(kinds > 0 ? [`columns with * are in the first ${kinds} lines, k=…, of the kind k that begins the row`] : []),
      'rows with \\ stand as they were',
      ...(isWindows ? ['lines ended with CRLF'] : []),
    ].join('; '),
  );
}

/** What a column's cells share; `undefined` when they stay as they are. */
type Shared = { readonly kind: 'constant'; readonly value: string } | ({ readonly kind: 'affixes' } & Affixes);

const leastRegularShare = 0.8;
const usualShare = 0.95;

/** The value that nearly all cells have. */
function usualValue(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([value, count]) => count >= values.length * usualShare && !/\{\}|\*/.test(value))?.[0];
}

function describe(usual: string | undefined, values: readonly string[]): Shared | undefined {
  if (usual !== undefined) return { kind: 'constant', value: usual };
  const affixes = commonAffixes(values);
  return affixes === undefined ? undefined : { kind: 'affixes', ...affixes };
}

function headOf(name: string, shared: Shared | undefined): string {
  if (shared === undefined) return name;
  return shared.kind === 'constant' ? `${name}=${shared.value}` : `${name}=${shared.prefix}{}${shared.suffix}`;
}

function ownPart(field: string, shared: Shared | undefined): string {
  return shared?.kind === 'affixes' ? field.slice(shared.prefix.length, field.length - shared.suffix.length) : field;
}
