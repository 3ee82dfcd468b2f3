import type { Options } from '../../../shared/options.ts';
import { say } from '../../../shared/sentences/say.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import { withThousands } from '../../transforms/marker.ts';
import type { Settled } from '../applyPlan.ts';
import type { Decision } from '../decision.ts';
import { notesIn } from './countingNotes.ts';
import { priceOfCuts } from './cutPrice.ts';
import { identitiesForCuts, positionsIn, recordOf } from './cutRecord.ts';
import { sentBytes } from './promptSizes.ts';
import { type Cut, planNextCut } from './rollingWindow.ts';
import type { ToolUnit } from './toolUnits.ts';
import { applyCuts, type CutBody, type CutRequest, isStorable, knowsWindow } from './windowCuts.ts';
import { planWithin, windowLimits } from './windowLimits.ts';

/** A request that may have to be cut: what was cut before, and how much each of its blocks would be. */
export interface CuttableRequest extends CutRequest {
  readonly model: ModelFacts;
  readonly options: Options;
  readonly earlier: readonly Cut[];
  /** By block position, as they would be sent with the earlier cuts. */
  readonly tokens: readonly number[];
}

/** A body with its cuts, and the decisions to keep before it leaves. */
export interface NextCut extends CutBody {
  readonly kind: 'cut';
  readonly cuts: readonly Cut[];
  readonly decisions: readonly Decision[];
  /** What the receipts of the new cuts say of their price. */
  readonly price: ReturnType<typeof priceOfCuts>;
}

export type NextCutOutcome = { readonly kind: 'fits' } | NextCut | { readonly kind: 'cannot'; readonly reason: string };

/** What has to be cut now, beside what is cut already, so that a request fits the window of its model. */
export function nextCut(request: CuttableRequest, find: (identity: string) => Decision | undefined): NextCutOutcome {
  const { body, index, model, options, earlier, tokens } = request;
  // A delta is sent on top of what the provider keeps, which nobody can count here.
  if (!knowsWindow(model, options) || index.previousResponseId !== undefined) return { kind: 'fits' };
  const mayCut = (unit: ToolUnit): boolean => isStorable(body, unit);
  const notes = notesIn(request.settled, index, positionsIn(earlier));
  const { plan, limit } = planWithin(windowLimits(model, options), within =>
    planNextCut({ index, tokens, limit: within, keepTurns: options.keepTurns, mayCut, notes }, earlier),
  );
  if (plan.kind === 'fits') return plan;
  if (plan.kind === 'cannot') return { kind: 'cannot', reason: tooLarge(plan, model, limit) };

  const cuts = [...earlier, ...plan.cuts];
  const cut = applyCuts(cuts, request);
  if (cut === undefined) return { kind: 'cannot', reason: say('fault.noFitPlace') };
  const identities = identitiesForCuts(index, plan.cuts.length, find);
  const decisions = plan.cuts.flatMap((one, i) => {
    const identity = identities[i];
    const marker = cut.edits.markers[earlier.length + i];
    return identity === undefined || marker === undefined ? [] : decisionOf(one, { identity, ...marker }, request);
  });
  return { kind: 'cut', ...cut, cuts, decisions, price: priceOfCuts(plan.cuts, cut.edits, { tokens, model }) };
}

/** What held for the blocks that a cut took or whose place its marker has, as the analysis is told of any decision. */
export function settledByCuts(cut: CutBody, request: Pick<CuttableRequest, 'index' | 'tokens'>): readonly Settled[] {
  const markers = new Map(cut.edits.markers.map(({ handle, marker }) => [handle, marker]));
  return request.index.blocks.flatMap((block): Settled[] => {
    const receipt = cut.edits.receipts.get(block.position);
    if (receipt?.handle === undefined) return [];
    const { reason, handle, tokensAfter } = receipt;
    const output = tokensAfter === 0 ? '' : (markers.get(handle) ?? '');
    const outcome = {
      kind: 'replace',
      transform: 'rolling_window',
      grade: 'omission',
      output,
      reason,
      handle,
    } as const;
    const tokensBefore = Math.round(request.tokens[block.position] ?? 0);
    return [{ block, decision: { identity: `cut:${handle}`, outcome, tokensBefore, tokensAfter } }];
  });
}

/** Bytes of each block as sent, with what is cut. */
export function bytesWithCuts(
  request: Pick<CutRequest, 'index' | 'settled'>,
  cut: CutBody | undefined,
): readonly number[] {
  const decisions = new Map(request.settled.map(({ block, decision }) => [block.position, decision]));
  const bytes = sentBytes(request.index, decisions);
  if (cut === undefined) return bytes;
  const markers = new Map(cut.edits.markers.map(({ handle, marker }) => [handle, marker]));
  return bytes.map((count, position) => {
    const receipt = cut.edits.receipts.get(position);
    if (receipt === undefined) return count;
    return receipt.tokensAfter === 0 ? 0 : Buffer.byteLength(markers.get(receipt.handle ?? '') ?? '');
  });
}

function decisionOf(
  cut: Cut,
  { identity, marker, handle }: { readonly identity: string; readonly marker: string; readonly handle: string },
  { tokens, count }: Pick<CuttableRequest, 'tokens' | 'count'>,
): Decision {
  const taken = cut.units.flatMap(({ calls, results }) => [...calls, ...results.flat()]);
  const calls = cut.units.reduce((sum, unit) => sum + unit.calls.length, 0);
  return {
    identity,
    outcome: {
      kind: 'replace',
      transform: 'rolling_window',
      grade: 'omission',
      output: marker,
      reason: say('did.cutNow', { n: calls, all: cut.callsSinceSpoken }),
      handle,
      cut: recordOf(cut),
    },
    tokensBefore: Math.round(taken.reduce((sum, { position }) => sum + (tokens[position] ?? 0), 0)),
    tokensAfter: count(marker),
  };
}

function tooLarge(
  { tokens, leastTokens }: { readonly tokens: number; readonly leastTokens: number },
  { id }: ModelFacts,
  limit: number,
): string {
  return say('fault.noFitBig', {
    n: withThousands(Math.round(tokens)),
    limit: withThousands(limit),
    model: id,
    least: withThousands(Math.round(leastTokens)),
  });
}
