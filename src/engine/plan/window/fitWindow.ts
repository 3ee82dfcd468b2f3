import type { Options } from '../../../shared/options.ts';
import type { Receipt } from '../../../shared/records.ts';
import { say } from '../../../shared/sentences/say.ts';
import type { RequestIndex } from '../../conversation/request.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import type { TokenCounter } from '../../tokens/tokenCounter.ts';
import { withThousands } from '../../transforms/marker.ts';
import { applyPlan, type Settled } from '../applyPlan.ts';
import type { Original } from '../decision.ts';
import { notesIn } from './countingNotes.ts';
import { type CutPrice, priceOfCuts } from './cutPrice.ts';
import type { WindowEdits } from './cutWindow.ts';
import { planWindow } from './rollingWindow.ts';
import type { ToolUnit } from './toolUnits.ts';
import { applyCuts, isStorable, knowsWindow } from './windowCuts.ts';
import { planWithin, windowLimits } from './windowLimits.ts';

/** What became of one block. */
export interface BlockOutcome {
  readonly receipt: Receipt;
  readonly settled?: Settled;
  readonly original?: Original;
  /** What an aligned text leaves behind, to stand behind all that is cached. */
  readonly moved?: readonly string[];
}

export interface JudgedRequest {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  readonly options: Options;
  readonly counter: TokenCounter;
  /** Without a place for originals nothing is cut. */
  readonly name: ((text: string) => string) | undefined;
  readonly outcomes: readonly BlockOutcome[];
}

export interface FittedRequest {
  readonly body: Uint8Array;
  readonly outcomes: readonly BlockOutcome[];
  /** Of the cuts alone. */
  readonly originals: readonly Original[];
  readonly warnings: readonly string[];
}

/** Applies what was decided, and cuts the oldest tool units where the request would not fit its model's window even so. */
export function fitWindow(request: JudgedRequest): FittedRequest {
  const { body, index, model, options, counter, name, outcomes } = request;
  const settled = outcomes.flatMap(outcome => outcome.settled ?? []);
  const asIs = (...warnings: readonly string[]): FittedRequest => {
    return { body: applyPlan(body, settled), outcomes, originals: [], warnings };
  };
  // A delta is sent on top of what the provider keeps, which nobody can count here.
  if (!options.rollingWindow || !knowsWindow(model, options) || index.previousResponseId !== undefined) return asIs();
  const tokens = outcomes.map(({ receipt }) => receipt.tokensAfter);
  const mayCut = (unit: ToolUnit): boolean => isStorable(body, unit);
  const notes = notesIn(settled, index);
  const { plan, limit } = planWithin(windowLimits(model, options), within =>
    planWindow({ index, tokens, limit: within, keepTurns: options.keepTurns, mayCut, notes }),
  );
  if (plan.kind === 'fits') return asIs();
  if (plan.kind === 'cannot') return asIs(cannotFit(plan, model, limit));
  if (name === undefined) return asIs(`${overWindow(model, limit)} Nothing was cut, as originals are not kept.`);

  const cut = applyCuts(plan.cuts, { body, index, settled, nameOriginal: name, count: text => counter.count(text) });
  if (cut === undefined) return asIs(`${overWindow(model, limit)} Its structure leaves no safe place for a cut.`);
  return {
    body: cut.body,
    outcomes: withCuts(
      leftWhole(outcomes, cut.astray),
      cut.edits,
      priceOfCuts(plan.cuts, cut.edits, { tokens, model }),
    ),
    originals: cut.edits.originals,
    warnings: [],
  };
}

/** Pictures go as they came where a cut took what their notes would count. */
function leftWhole(outcomes: readonly BlockOutcome[], astray: readonly Settled[]): readonly BlockOutcome[] {
  const positions = new Set(astray.map(({ block }) => block.position));
  return outcomes.map((outcome, position) => {
    if (!positions.has(position)) return outcome;
    const { grade: _grade, handle: _handle, ...receipt } = outcome.receipt;
    const { tokensBefore } = receipt;
    return { receipt: { ...receipt, transform: 'none', reason: say('left.referenceGone'), tokensAfter: tokensBefore } };
  });
}

function withCuts(
  outcomes: readonly BlockOutcome[],
  { receipts }: WindowEdits,
  price: CutPrice | undefined,
): readonly BlockOutcome[] {
  return outcomes.map((outcome, position) => {
    const cut = receipts.get(position);
    if (cut === undefined) return outcome;
    const { grade: _grade, handle: _handle, ...receipt } = outcome.receipt;
    const reason = price?.positions.has(position) ? `${cut.reason}; ${price.sentence}` : cut.reason;
    return { receipt: { ...receipt, ...cut, reason } };
  });
}

function overWindow({ id, window }: ModelFacts, limit: number): string {
  return `The request is larger than ${withThousands(limit)} tokens: the window of ${id}, ${withThousands(window)}, less what is kept for the answer.`;
}

function cannotFit(
  { tokens, leastTokens }: { readonly tokens: number; readonly leastTokens: number },
  model: ModelFacts,
  limit: number,
): string {
  return (
    `${overWindow(model, limit)} It has ${withThousands(tokens)}, and ${withThousands(leastTokens)} of them may not be cut: ` +
    'definitions, what people and the model wrote, and the newest turns. It was left uncut.'
  );
}
