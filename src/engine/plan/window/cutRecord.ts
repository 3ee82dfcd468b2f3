import type { RequestIndex } from '../../conversation/request.ts';
import { lastingChain } from '../circuitPolicy.ts';
import type { CutRecord, Decision } from '../decision.ts';
import { identityOf } from '../identity.ts';
import { resultsIn } from './countingNotes.ts';
import type { Cut } from './rollingWindow.ts';
import { findToolUnits, spokenMessages, type ToolUnit, turnsOf } from './toolUnits.ts';

/**
 * Under what the decisions of new cuts are kept: the end of what every later request of the conversation repeats. So they hold
 * for them all, and for none that branched off before.
 */
export function identitiesForCuts(
  index: RequestIndex,
  count: number,
  find: (identity: string) => Decision | undefined,
): readonly string[] {
  const chain = lastingChain(index) ?? '';
  const taken = decisionsAt(chain, find).length;
  return Array.from({ length: count }, (_, i) => cutIdentity(chain, taken + i));
}

export function recordOf({ units, callsSinceSpoken }: Cut): CutRecord {
  return { units: units.map(identitiesOf), callsSinceSpoken };
}

/** The cuts that earlier requests of this conversation had. One that misses any of its blocks is void, as the client changed them. */
export function recordedCuts(index: RequestIndex, find: (identity: string) => Decision | undefined): readonly Cut[] {
  const decisions = index.blocks.flatMap(({ message, chain }) => (message < 0 ? [] : decisionsAt(chain, find)));
  if (decisions.length === 0) return [];
  const units = new Map(
    findToolUnits(index, turnsOf(index), spokenMessages(index)).map(unit => [identitiesOf(unit).join(' '), unit]),
  );
  return decisions.flatMap(({ outcome }): readonly Cut[] => {
    if (outcome.kind !== 'replace' || outcome.cut === undefined) return [];
    const { output: marker, handle, cut } = outcome;
    const found = cut.units.map(identities => units.get(identities.join(' ')));
    const present = found.filter((unit): unit is ToolUnit => unit !== undefined);
    if (present.length < found.length) return [];
    return [{ units: present, callsSinceSpoken: cut.callsSinceSpoken, isNew: false, recorded: { marker, handle } }];
  });
}

/** Positions of the results that cuts took. */
export function positionsIn(cuts: readonly Cut[]): ReadonlySet<number> {
  return resultsIn(cuts.flatMap(({ units }) => units));
}

function decisionsAt(chain: string, find: (identity: string) => Decision | undefined): readonly Decision[] {
  const decisions: Decision[] = [];
  for (let number = 0; ; number++) {
    const decision = find(cutIdentity(chain, number));
    if (decision === undefined) return decisions;
    decisions.push(decision);
  }
}

function cutIdentity(chain: string, number: number): string {
  return `window:${number}:${chain}`;
}

/** Thoughts go with their calls; clients drop them by rules of their own. */
function identitiesOf({ calls, results }: ToolUnit): readonly string[] {
  return [...calls, ...results.flat()].map(identityOf);
}
