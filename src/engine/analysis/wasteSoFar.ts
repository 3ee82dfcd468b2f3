import type { WasteFinding } from '../../shared/records.ts';
import type { DescribedBlock } from './describeBlocks.ts';

/** US dollars that each finding of a conversation has cost, by what it is about. */
export type WasteSoFar = ReadonlyMap<string, number>;

export interface SummedWaste {
  readonly findings: readonly WasteFinding[];
  readonly soFar: WasteSoFar;
}

/** Adds what each finding has cost in the conversation up to here. What is not found any more keeps its sum. */
export function sumWaste(
  findings: readonly WasteFinding[],
  described: readonly DescribedBlock[],
  before: WasteSoFar = new Map(),
): SummedWaste {
  const soFar = new Map(before);
  const summed = findings.map(finding => {
    const key = keyOf(finding, described);
    const costSoFar = (soFar.get(key) ?? 0) + finding.costPerTurn;
    soFar.set(key, costSoFar);
    return { ...finding, costSoFar };
  });
  return { findings: summed, soFar };
}

/** A block keeps its content and its message from turn to turn, but not always its position. */
function keyOf({ category, block, place }: WasteFinding, described: readonly DescribedBlock[]): string {
  const record = block === undefined ? undefined : described[block]?.record;
  return record === undefined ? `${category} ${place}` : `${category} ${record.message} ${record.hash}`;
}
