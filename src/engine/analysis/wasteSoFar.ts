import type { WasteFinding } from '../../shared/records.ts';
import type { DescribedBlock } from './describeBlocks.ts';

/** US dollars that each finding of a conversation has cost, by what it is about. */
export type WasteSoFar = ReadonlyMap<string, number>;

export interface SummedWaste {
  readonly findings: readonly WasteFinding[];
  readonly soFar: WasteSoFar;
}

/**
 * Adds what each finding has cost in the conversation up to here. What is not found any more keeps its sum. Findings of one
 * request about the same thing are told apart by their order, so that none carries the costs of another.
 */
export function sumWaste(
  findings: readonly WasteFinding[],
  described: readonly DescribedBlock[],
  before: WasteSoFar = new Map(),
): SummedWaste {
  const soFar = new Map(before);
  const met = new Map<string, number>();
  const summed = findings.map(finding => {
    const about = aboutOf(finding, described);
    const number = (met.get(about) ?? 0) + 1;
    met.set(about, number);
    const key = `${about} ${number}`;
    const known = soFar.get(key);
    if (finding.costPerTurn === null && known === undefined) return finding;
    const costSoFar = (known ?? 0) + (finding.costPerTurn ?? 0);
    soFar.set(key, costSoFar);
    return { ...finding, costSoFar };
  });
  return { findings: summed, soFar };
}

/** A block keeps its content and its message from turn to turn, but not always its position. */
function aboutOf({ category, block, place }: WasteFinding, described: readonly DescribedBlock[]): string {
  const record = block === undefined ? undefined : described[block]?.record;
  return record === undefined ? `${category} ${place}` : `${category} ${record.message} ${record.hash}`;
}
