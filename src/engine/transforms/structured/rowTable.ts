/** Rows as text, whatever they came from: JSON records, CSV lines, XML elements. */
export interface RowTable {
  readonly count: number;
  readonly columns: readonly TextColumn[];
  /** Characters that each row takes when it is kept. */
  readonly sizes: readonly number[];
  /** Rows that look unlike the others, with their text. */
  readonly odd: ReadonlyMap<number, string>;
}

export interface TextColumn {
  readonly name: string;
  /** Values as spelled; `undefined` where the row has none. */
  readonly values: readonly (string | undefined)[];
}

/** What a column holds, judged by its values. */
export type ColumnProfile = { readonly column: TextColumn } & (
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  /** Numbers that only rise or fall, such as ids and timestamps: their extremes are merely the ends. */
  | { readonly kind: 'sequence'; readonly numbers: readonly number[] }
  /** Few different values; counts in order of first appearance. */
  | { readonly kind: 'category'; readonly counts: ReadonlyMap<string, number> }
  | { readonly kind: 'text' }
);

/** Their extremes mean nothing. */
const identifier = /(?:^|[._-])(?:id|uuid|guid|sha|hash|index)$|Id$/i;
const isoDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z?)?$/;
const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const maxCategoryLength = 60;

export function profileColumn(column: TextColumn): ColumnProfile {
  const counts = countValues(column);
  const present = column.values.filter(value => value !== undefined);
  const isCategory = counts.size <= Math.max(2, present.length / 4) && longest(counts) <= maxCategoryLength;
  const numbers = column.values.map(numberOf);
  const isNumeric = present.length >= 6 && numbers.filter(value => !Number.isNaN(value)).length >= present.length * 0.9;
  if (isNumeric && counts.size > 8) {
    const kind = identifier.test(column.name) || isSequence(numbers) ? 'sequence' : 'numbers';
    return { column, kind, numbers };
  }
  return isCategory ? { column, kind: 'category', counts } : { column, kind: 'text' };
}

/** Dates compare like numbers when their digits are read as one. */
function numberOf(value: string | undefined): number {
  if (value === undefined) return Number.NaN;
  if (numeric.test(value)) return Number(value);
  return isoDate.test(value) ? Number(value.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')) : Number.NaN;
}

function countValues({ values }: TextColumn): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function longest(counts: ReadonlyMap<string, number>): number {
  let length = 0;
  for (const value of counts.keys()) length = Math.max(length, value.length);
  return length;
}

function isSequence(numbers: readonly number[]): boolean {
  const present = numbers.filter(value => !Number.isNaN(value));
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < present.length; i++) {
    const step = (present[i] ?? 0) - (present[i - 1] ?? 0);
    if (step >= 0) rising++;
    if (step <= 0) falling++;
  }
  return Math.max(rising, falling) >= (present.length - 1) * 0.97;
}
