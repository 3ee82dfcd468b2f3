/** Either the start and length of a run to copy from the base, or a row of its own. Rows are JSON texts. */
export type DeltaStep = readonly [start: number, count: number] | string;
export type Delta = readonly DeltaStep[];

/**
 * What turns one list of rows into the next. A conversation's next turn repeats almost all rows of the last one, so its
 * delta is short: runs to copy, and the rows that are new or changed. One pass, linear in the length of both lists.
 */
export function diffRows(base: readonly string[], next: readonly string[]): Delta {
  const places = new Map(base.map((row, index) => [row, index]));
  const steps: DeltaStep[] = [];
  let run: { start: number; count: number } | undefined;
  for (const row of next) {
    if (run !== undefined && base[run.start + run.count] === row) {
      run.count += 1;
      continue;
    }
    if (run !== undefined) steps.push([run.start, run.count]);
    const place = places.get(row);
    run = place === undefined ? undefined : { start: place, count: 1 };
    if (place === undefined) steps.push(row);
  }
  if (run !== undefined) steps.push([run.start, run.count]);
  return steps;
}

export function applyDelta(base: readonly string[], delta: Delta): readonly string[] {
  return delta.flatMap(step => (typeof step === 'string' ? [step] : base.slice(step[0], step[0] + step[1])));
}
