import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, rewriteNote } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { JudgeContext, Replacement, Subject, Transform } from '../../transform.ts';
import { describeAlarms } from '../alarmKinds.ts';
import { describeFacets } from '../facets.ts';
import { budgetFor } from '../informationBudget.ts';
import { profileColumn, type RowTable } from '../rowTable.ts';
import { selectRows } from '../selectRows.ts';
import { type CsvTable, parseCsv } from './csvRows.ts';

export const csvSample: Transform = {
  id: 'csv_sample',
  summary: 'Keeps the lines of a table that answer most questions, and exact figures over all of them.',
  grade: 'omission',
  apply: ({ text, question }: Subject, { options, handle }: JudgeContext): Replacement | undefined => {
    const csv = parseCsv(text);
    if (csv === undefined) return undefined;
    const { generosity } = policyOf(options);
    const table = toRowTable(csv);
    const profiles = table.columns.map(profileColumn);
    const budget = budgetFor(text.length, generosity);
    const { rows: shown, alarmsLeftOut } = selectRows(table, profiles, {
      generosity,
      budget,
      question: readQuestion(question),
    });
    const omitted = csv.rows.length - shown.length;
    if (omitted === 0) return undefined;
    const lines = shown.flatMap(row => {
      const { number, line } = csv.rows[row] ?? { number: 0, line: '' };
      return `${number}${csv.separator}${line}`;
    });
    return {
      output: [
        rewriteNote('table, shortened; # = line number in the original'),
        describeFacets(table, profiles),
        `#${csv.separator}${csv.headerLine}`,
        ...lines,
        omissionMarker({ omitted, of: csv.rows.length, unit: 'rows', kind: describeAlarms(alarmsLeftOut), handle }),
      ].join('\n'),
      reason: say('did.csvSample', { kept: shown.length, n: csv.rows.length }),
    };
  },
};

function toRowTable(csv: CsvTable): RowTable {
  const isOdd = (fields: readonly string[]): boolean => fields.length !== csv.header.length;
  return {
    count: csv.rows.length,
    columns: csv.header.map((name, i) => ({
      name,
      // A row that is too short or too long counts by its places, as any reader of such tables takes it.
      values: csv.rows.map(({ fields }) => (fields[i] === '' ? undefined : fields[i])),
    })),
    sizes: csv.rows.map(({ line }) => line.length + 6),
    odd: new Map(csv.rows.flatMap(({ fields, line }, i) => (isOdd(fields) ? [[i, line] as const] : []))),
  };
}
