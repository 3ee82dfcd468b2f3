import { rewriteNote, withThousands } from '../marker.ts';
import type { Replacement, Subject, Transform } from '../transform.ts';
import { type Affixes, commonAffixes } from './affixes.ts';
import { parseCsv } from './csvRows.ts';

export const csvRecords: Transform = {
  id: 'csv_records',
  summary: 'Writes what is the same in every row of a table once, in its header; every value stays.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
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
    if (columns.every(column => column === undefined)) return undefined;
    const rows = csv.rows.map(row =>
      regular.has(row) ? writeRow(row.fields, columns, csv.separator) : `\\${row.line}`,
    );
    if (csv.rows.some((row, i) => regular.has(row) && rows[i]?.startsWith('\\'))) return undefined;
    const heads = csv.header.map((name, i) => headOf(name, columns[i]));
    const note = `table, ${withThousands(rows.length)} rows, none omitted; a=v holds in every row without \\ before it; a=x{}y: cells fill the {}; rows with \\ stand as they were`;
    return {
      output: [rewriteNote(note), heads.join(csv.separator), ...rows].join('\n') + csv.ending,
      reason: 'what all rows of a table share is written once',
    };
  },
};

/** What a column's cells share; `undefined` when they stay as they are. */
type Shared = { readonly kind: 'constant'; readonly value: string } | ({ readonly kind: 'affixes' } & Affixes);

const leastRegularShare = 0.8;
const usualShare = 0.95;

/** The value that nearly all cells have. */
function usualValue(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([value, count]) => count >= values.length * usualShare && !value.includes('{}'))?.[0];
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

function writeRow(fields: readonly string[], columns: readonly (Shared | undefined)[], separator: string): string {
  const cells = fields.flatMap((field, i) => {
    const shared = columns[i];
    if (shared === undefined) return [field];
    return shared.kind === 'constant' ? [] : [field.slice(shared.prefix.length, field.length - shared.suffix.length)];
  });
  return cells.join(separator);
}
