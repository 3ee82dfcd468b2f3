/** Columns whose cells recur together in many rows, written once per kind of row. */
export interface RowKinds {
  /** Indices of the columns that kinds stand for. */
  readonly columns: ReadonlySet<number>;
  /** The cells of each kind, in the order of the columns. */
  readonly kinds: readonly (readonly string[])[];
  /** The kind of each row. */
  readonly kindOf: readonly number[];
}

const leastRows = 8;
/** With more kinds than this share of the rows, looking them up costs a reader more than it saves. */
const mostKindsShare = 0.4;
/** Share of the table's characters that must go. */
const leastSavedShare = 0.15;
const mostColumns = 12;
/** A label and its comma. */
const labelSize = 2;

/** Finds columns that say the same again and again, such as rule, severity and message of a linter's findings. */
export function factorKinds(cells: readonly (readonly string[])[]): RowKinds | undefined {
  const rows = cells[0]?.length ?? 0;
  if (rows < leastRows) return undefined;
  const columns = cells.map((column, index) => ({ index, column, size: sizeOf(column) }));
  const total = columns.reduce((sum, { size }) => sum + size, 0);
  const candidates = columns
    .flatMap(({ index, column, size }) => {
      const values = number(column, rows * mostKindsShare);
      return values === undefined ? [] : [{ index, size, values }];
    })
    .sort((a, b) => b.size - a.size || a.index - b.index)
    .slice(0, mostColumns);
  let chosen: readonly number[] = [];
  let kindOf: readonly number[] = Array.from({ length: rows }, () => 0);
  let saved = 0;
  for (const { index, values } of candidates) {
    const next = refine(kindOf, values);
    const wider = [...chosen, index];
    const gain = gainOf(cells, wider, next);
    if (gain <= saved || next.reduce((most, kind) => Math.max(most, kind), 0) >= rows * mostKindsShare) continue;
    [chosen, kindOf, saved] = [wider, next, gain];
  }
  if (saved < total * leastSavedShare) return undefined;
  const inOrder = [...chosen].sort((a, b) => a - b);
  const kinds: string[][] = [];
  for (const [row, kind] of kindOf.entries()) kinds[kind] ??= inOrder.map(index => cells[index]?.[row] ?? '');
  return { columns: new Set(chosen), kinds, kindOf };
}

/** Different cells numbered in order of appearance, unless they are more than `most`. */
function number(column: readonly string[], most: number): readonly number[] | undefined {
  const numbers = new Map<string, number>();
  const values: number[] = [];
  for (const cell of column) {
    const value = numbers.get(cell) ?? numbers.size;
    if (value === numbers.size) numbers.set(cell, value);
    if (numbers.size > most) return undefined;
    values.push(value);
  }
  return values;
}

/** Kinds that differ in a further column as well, numbered in order of appearance. */
function refine(kindOf: readonly number[], values: readonly number[]): readonly number[] {
  const numbers = new Map<number, number>();
  return kindOf.map((kind, row) => {
    const pair = kind * kindOf.length + (values[row] ?? 0);
    const refined = numbers.get(pair) ?? numbers.size;
    numbers.set(pair, refined);
    return refined;
  });
}

/** Characters saved by writing these columns once per kind. */
function gainOf(cells: readonly (readonly string[])[], columns: readonly number[], kindOf: readonly number[]): number {
  const seen = new Set<number>();
  let gain = 0;
  kindOf.forEach((kind, row) => {
    gain -= labelSize;
    if (!seen.has(kind)) gain -= labelSize + 1;
    else for (const index of columns) gain += (cells[index]?.[row]?.length ?? 0) + 1;
    seen.add(kind);
  });
  return gain;
}

function sizeOf(column: readonly string[]): number {
  return column.reduce((sum, cell) => sum + cell.length + 1, 0);
}

/** `a` to `z`, then `aa`. */
export function labelOf(kind: number): string {
  const letter = String.fromCharCode(97 + (kind % 26));
  return kind < 26 ? letter : labelOf(Math.floor(kind / 26) - 1) + letter;
}
