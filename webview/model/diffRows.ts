import { diffArrays } from 'diff';

/** One line of a diff. Numbers count from 1 in their own text; `equal` lines have both. */
export type DiffRow =
  | { readonly kind: 'equal'; readonly left: number; readonly right: number; readonly text: string }
  | { readonly kind: 'removed'; readonly left: number; readonly text: string }
  | { readonly kind: 'added'; readonly right: number; readonly text: string }
  /** `left` is the line number of the first hidden line. */
  | { readonly kind: 'folded'; readonly of: 'equal' | 'removed'; readonly left: number; readonly count: number };

/** Milliseconds after which exactness is given up: the changed middle is then shown as removed and added in one piece. */
const diffBudgetMs = 150;

/** Unchanged lines kept around a change. */
const contextLines = 3;
/** Removed lines shown before the rest of them folds: enough to see what kind of lines they are. */
const removedLines = 8;
/** A fold must hide more than this to be worth its own row. */
const leastHidden = 12;

/** Compares two texts line by line. Common beginnings and ends are cut first, so the costly part is only what changed. */
export function diffTexts(before: string, after: string): readonly DiffRow[] {
  const left = before.split('\n');
  const right = after.split('\n');
  const head = commonHead(left, right);
  const tail = commonTail(left, right, head);
  const middleLeft = left.slice(head, left.length - tail);
  const middleRight = right.slice(head, right.length - tail);
  return [
    ...left.slice(0, head).map((text, index) => equalRow(index + 1, index + 1, text)),
    ...diffMiddle(middleLeft, middleRight, head),
    ...left
      .slice(left.length - tail)
      .map((text, index) => equalRow(left.length - tail + index + 1, right.length - tail + index + 1, text)),
  ];
}

/** Below this share of lines that were taken over, a diff says less than both texts do. */
const leastTakenOver = 0.1;
/** What matches with fewer characters is brackets and blanks, which match anywhere. */
const leastLineLength = 4;

/** Both texts from the top, when hardly a line of the first is in the second; undefined when a diff says more. */
export function unlikeRows(rows: readonly DiffRow[]): readonly DiffRow[] | undefined {
  const left = rows.filter(row => row.kind === 'removed' || row.kind === 'equal');
  const right = rows.filter(row => row.kind === 'added' || row.kind === 'equal');
  const takenOver = rows.filter(row => row.kind === 'equal' && row.text.trim().length >= leastLineLength).length;
  if (left.length === 0 || right.length === 0 || takenOver >= right.length * leastTakenOver) return undefined;
  const textOf = (row: DiffRow): string => (row.kind === 'folded' ? '' : row.text);
  return [
    ...left.map((row, index): DiffRow => ({ kind: 'removed', left: index + 1, text: textOf(row) })),
    ...right.map((row, index): DiffRow => ({ kind: 'added', right: index + 1, text: textOf(row) })),
  ];
}

/** Long runs of unchanged or of removed lines become one row; `opened` holds the left line numbers of runs that a person unfolded. */
export function foldLongRuns(rows: readonly DiffRow[], opened: ReadonlySet<number>): readonly DiffRow[] {
  const folded: DiffRow[] = [];
  for (let index = 0; index < rows.length; ) {
    const end = endOfRun(rows, index);
    const { from, to } = hiddenPart(rows, index, end);
    const first = rows[from];
    const foldable = first?.kind === 'equal' || first?.kind === 'removed';
    if (foldable && to - from > leastHidden && !opened.has(first.left)) {
      folded.push(...rows.slice(index, from));
      folded.push({ kind: 'folded', of: first.kind, left: first.left, count: to - from });
      folded.push(...rows.slice(to, end));
    } else {
      folded.push(...rows.slice(index, end));
    }
    index = end;
  }
  return folded;
}

/** What a fold would hide of a run: all but its edges; an unchanged run at either end of the text keeps one edge only. */
function hiddenPart(rows: readonly DiffRow[], start: number, end: number): { from: number; to: number } {
  if (rows[start]?.kind === 'removed') return { from: start + removedLines, to: end - contextLines };
  return { from: start === 0 ? 0 : start + contextLines, to: end === rows.length ? end : end - contextLines };
}

/** A line of the side-by-side view; a missing side is hatched. */
export interface DiffPair {
  readonly left?: DiffRow;
  readonly right?: DiffRow;
}

/** Puts removed lines beside the lines that took their place. */
export function pairRows(rows: readonly DiffRow[]): readonly DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffRow[] = [];
  let added: DiffRow[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const left = removed[index];
      const right = added[index];
      pairs.push({ ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) });
    }
    removed = [];
    added = [];
  };
  for (const row of rows) {
    if (row.kind === 'removed') removed.push(row);
    else if (row.kind === 'added') added.push(row);
    else {
      flush();
      pairs.push({ left: row, right: row });
    }
  }
  flush();
  return pairs;
}

function diffMiddle(left: readonly string[], right: readonly string[], head: number): readonly DiffRow[] {
  const changes = diffArrays([...left], [...right], { timeout: diffBudgetMs }) ?? [
    { value: [...left], removed: true, added: false },
    { value: [...right], removed: false, added: true },
  ];
  let leftLine = head;
  let rightLine = head;
  return changes.flatMap(({ value, removed, added }) =>
    value.map((text): DiffRow => {
      if (!added) leftLine += 1;
      if (!removed) rightLine += 1;
      if (removed) return { kind: 'removed', left: leftLine, text };
      return added ? { kind: 'added', right: rightLine, text } : equalRow(leftLine, rightLine, text);
    }),
  );
}

function equalRow(left: number, right: number, text: string): DiffRow {
  return { kind: 'equal', left, right, text };
}

function endOfRun(rows: readonly DiffRow[], from: number): number {
  const kind = rows[from]?.kind;
  let end = from + 1;
  while (end < rows.length && rows[end]?.kind === kind) end += 1;
  return end;
}

function commonHead(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) count += 1;
  return count;
}

function commonTail(left: readonly string[], right: readonly string[], head: number): number {
  const most = Math.min(left.length, right.length) - head;
  let count = 0;
  while (count < most && left[left.length - 1 - count] === right[right.length - 1 - count]) count += 1;
  return count;
}
