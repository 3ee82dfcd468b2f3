/** Successive lines whose cells start at the same columns, as `dpkg -l` or `kubectl get` print them. */
export interface TextTable {
  /** First line and the line after the last, counted from 0. */
  readonly from: number;
  readonly to: number;
  /** Where each cell starts; the first is 0. */
  readonly columns: readonly number[];
}

const leastRows = 10;

/** Finds left-aligned tables. A line belongs to one when its cells start where those of the line above do. */
export function findTables(lines: readonly string[]): TextTable[] {
  const starts = lines.map(cellStarts);
  const tables: TextTable[] = [];
  let from = 0;
  for (let i = 1; i <= lines.length; i++) {
    if (i < lines.length && sharesColumns(starts[i - 1], starts[i])) continue;
    if (i - from >= leastRows) {
      const columns = commonColumns(lines.slice(from, i), starts.slice(from, i));
      if (columns.length >= 2) tables.push({ from, to: i, columns });
    }
    from = i;
  }
  return tables;
}

/** Columns after at least two blanks; at most twenty, since a table with more is none. */
function cellStarts(line: string): readonly number[] {
  const starts: number[] = [];
  if (line.length > 1000 || !line.includes('  ')) return starts;
  for (const match of line.matchAll(/ {2}(?=\S)/g)) {
    starts.push(match.index + 2);
    if (starts.length === 20) break;
  }
  return line.startsWith(' ') ? [] : starts;
}

function sharesColumns(above: readonly number[] | undefined, here: readonly number[] | undefined): boolean {
  if (above === undefined || here === undefined) return false;
  return here.some(start => start >= 4 && above.includes(start));
}

/** Starts that most lines have, and before which no line has text that runs into the cell. */
function commonColumns(lines: readonly string[], starts: readonly (readonly number[])[]): number[] {
  const counts = new Map<number, number>();
  for (const list of starts) for (const start of list) counts.set(start, (counts.get(start) ?? 0) + 1);
  const common = [...counts]
    .filter(([start, count]) => count >= lines.length * 0.5 && isClear(lines, start))
    .map(([start]) => start)
    .sort((a, b) => a - b);
  return [0, ...common];
}

function isClear(lines: readonly string[], start: number): boolean {
  const crossing = lines.filter(line => line.length > start && line[start - 1] !== ' ').length;
  return crossing <= lines.length * 0.05;
}

/** A line's cells, or `undefined` when cutting and padding would not give the same line back. */
export function cutRow(line: string, columns: readonly number[]): string[] | undefined {
  const cells: string[] = [];
  if (columns.some(start => start > 0 && start < line.length && line[start - 1] !== ' ')) return undefined;
  columns.forEach((start, i) => {
    if (start > line.length || (i > 0 && start === line.length)) return;
    const end = columns[i + 1] ?? line.length;
    cells.push(line.slice(start, Math.min(end, line.length)));
  });
  const trimmed = cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.trimEnd()));
  const isSound = trimmed.every(
    (cell, i) =>
      !cell.startsWith(' ') &&
      !cell.includes(cellSeparator) &&
      !cell.endsWith(' ') &&
      (i === 0 || (columns[i] ?? 0) > 0),
  );
  if (!isSound || joinRow(trimmed, columns) !== line) return undefined;
  return trimmed;
}

export const cellSeparator = '|';

function joinRow(cells: readonly string[], columns: readonly number[]): string {
  return cells
    .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd((columns[i + 1] ?? 0) - (columns[i] ?? 0))))
    .join('');
}
