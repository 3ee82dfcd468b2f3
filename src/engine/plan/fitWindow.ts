import type { Options } from '../../shared/options.ts';
import type { Receipt } from '../../shared/records.ts';
import { contentOf } from '../analysis/describeBlocks.ts';
import { indexRequest, isUnindexed } from '../conversation/indexRequest.ts';
import type { RequestIndex } from '../conversation/request.ts';
import { splice } from '../conversation/splice.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { tierFor } from '../models/price.ts';
import { explainRewrite } from '../models/rewriteCost.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { withThousands } from '../transforms/marker.ts';
import { applyPlan, editsOf, type Settled } from './applyPlan.ts';
import { cutWindow, type WindowEdits } from './cutWindow.ts';
import type { Original } from './decision.ts';
import { type Cut, planWindow } from './rollingWindow.ts';
import { findSecret } from './secrets.ts';

/** What became of one block. */
export interface BlockOutcome {
  readonly receipt: Receipt;
  readonly settled?: Settled;
  readonly original?: Original;
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
  if (!knowsWindow(model, options) || index.previousResponseId !== undefined) return asIs();
  const limit = model.window - options.outputBufferTokens;
  const tokens = outcomes.map(({ receipt }) => receipt.tokensAfter);
  const holdsSecret = (text: string): boolean => findSecret(text) !== undefined;
  const plan = planWindow({
    index,
    tokens,
    limit,
    keepTurns: options.keepTurns,
    mayCut: ({ calls, results }) => ![...calls, ...results.flat()].some(block => holdsSecret(contentOf(body, block))),
  });
  if (plan.kind === 'fits') return asIs();
  if (plan.kind === 'cannot') return asIs(cannotFit(plan, model, limit));
  if (name === undefined) return asIs(`${overWindow(model, limit)} Nothing was cut, as originals are not kept.`);

  const cut = cutWindow(plan.cuts, { body, index, name, count: text => counter.count(text) });
  if (cut === undefined) return asIs(`${overWindow(model, limit)} Its structure leaves no safe place for a cut.`);
  const kept = settled.filter(({ block }) => !cut.receipts.has(block.position));
  const fitted = splice(body, [...editsOf(body, kept), ...cut.edits]);
  if (isUnindexed(indexRequest(fitted, index.format))) return asIs(overWindow(model, limit));
  return {
    body: fitted,
    outcomes: withCuts(outcomes, cut, priceOf(plan.cuts, cut, request)),
    originals: cut.originals,
    warnings: [],
  };
}

/** A window that is only guessed is no reason to cut anything. */
function knowsWindow({ known, window }: ModelFacts, { modelContextLimits }: Options): boolean {
  return known || Object.values(modelContextLimits).includes(window);
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
    const isNew = price !== undefined && price.positions.has(position);
    return { receipt: { ...receipt, ...cut, reason: isNew ? `${cut.reason}; ${price.sentence}` : cut.reason } };
  });
}

/** What the new cuts cost together, and the blocks that they concern. */
interface CutPrice {
  readonly positions: ReadonlySet<number>;
  readonly sentence: string;
}

/** What a new cut costs: all that follows it is written to the provider's cache again. */
function priceOf(
  cuts: readonly Cut[],
  { receipts }: WindowEdits,
  { outcomes, model }: JudgedRequest,
): CutPrice | undefined {
  const units = cuts.filter(({ isNew }) => isNew).flatMap(cut => cut.units);
  const first = units[0]?.calls[0]?.position;
  if (first === undefined) return undefined;
  const blocks = units.flatMap(({ calls, results, thoughts }) => [...calls, ...results.flat(), ...thoughts]);
  const positions = new Set(blocks.map(({ position }) => position));
  const tail = outcomes.slice(first).map(({ receipt }) => receipt.tokensAfter);
  const tailTokens = tail.reduce((sum, count) => sum + count, 0);
  const left = tail.reduce((sum, count, i) => sum + (receipts.get(first + i)?.tokensAfter ?? count), 0);
  const prices = tierFor(model, tailTokens);
  if (prices === undefined) {
    return { positions, sentence: `${withThousands(left)} tokens after it leave the provider's cache` };
  }
  const rewrite = { tailTokens, removedTokens: tailTokens - left, prices, lifetime: '5m', isWarm: true } as const;
  return { positions, sentence: explainRewrite(rewrite) };
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
