import type { SettledBlock } from '../engine/analysis/exchangeFacts.ts';
import { promptTokens } from '../engine/models/price.ts';
import { applyPlan } from '../engine/plan/applyPlan.ts';
import type { DecisionBook } from '../engine/plan/decision.ts';
import { recordedCuts } from '../engine/plan/window/cutRecord.ts';
import { bytesWithCuts, type CuttableRequest, nextCut, settledByCuts } from '../engine/plan/window/nextCut.ts';
import { PromptSizes } from '../engine/plan/window/promptSizes.ts';
import { applyCuts, type CutBody } from '../engine/plan/window/windowCuts.ts';
import type { Usage } from '../shared/records.ts';
import { say } from '../shared/sentences/say.ts';
import { commitInTime } from './commitInTime.ts';
import type { Deadline } from './deadline.ts';

/** A request whose blocks are settled, on its way through the window of its model. */
export interface WindowRequest extends Omit<CuttableRequest, 'earlier' | 'tokens' | 'count'> {
  readonly project: string;
  /** False where nothing new may be cut; earlier cuts are repeated in any case. */
  readonly mayCut: boolean;
  /** False where the client cannot fetch what would be cut. */
  readonly canRetrieve: boolean;
}

export interface WindowedRequest {
  readonly body: Uint8Array;
  /** Of the blocks that a cut took; these hold whatever else was settled for them. */
  readonly settled: readonly SettledBlock[];
  /** What was sent of each block, to be compared with what the provider counts; absent where nobody asked for a window. */
  readonly sent?: SentSizes;
  readonly fault?: string;
}

export interface SentSizes {
  readonly model: string;
  readonly index: CuttableRequest['index'];
  readonly bytes: readonly number[];
}

/** Most texts have about so many bytes per token; for the receipt of a marker. */
const bytesPerToken = 4;

/**
 * The rolling window of the proxy: repeats what earlier requests of a conversation had cut, and cuts anew when that is not
 * enough. A new cut is committed before its bytes leave; what cannot be, or does not help, leaves the request uncut.
 */
export class WindowKeeper {
  readonly #book: DecisionBook;
  readonly #sizes = new PromptSizes();

  constructor(book: DecisionBook) {
    this.#book = book;
  }

  /** Tells how large the provider found a request. */
  learn({ model, index, bytes }: SentSizes, usage: Usage): void {
    this.#sizes.learn(model, index, bytes, promptTokens(usage));
  }

  async fit(request: WindowRequest, deadline: Deadline): Promise<WindowedRequest> {
    const find = (identity: string) => this.#book.find(request.project, identity);
    const recorded = recordedCuts(request.index, find);
    if (recorded.length === 0 && !request.options.rollingWindow) {
      return { body: applyPlan(request.body, request.settled), settled: [] };
    }
    const before = recorded.length === 0 ? undefined : applyCuts(recorded, { ...request, count });
    const bytes = bytesWithCuts(request, before);
    const tokens = this.#sizes.estimate(request.model.id, request.index, bytes);
    const cuttable = { ...request, count, tokens, earlier: before === undefined ? [] : recorded };
    const asBefore = windowed(cuttable, before);
    if (!request.mayCut || !request.options.rollingWindow) return asBefore;
    const next = nextCut(cuttable, find);
    if (next.kind === 'fits') return asBefore;
    if (next.kind === 'cannot') return { ...asBefore, fault: say('fault.noFit', { why: next.reason }) };
    if (!request.canRetrieve) return { ...asBefore, fault: say('fault.noFit', { why: say('fault.noFitFetch') }) };
    const { project } = request;
    const commit = { project, decisions: next.decisions, originals: next.edits.originals };
    const { outcome, written } = await commitInTime(this.#book, commit, deadline);
    if (outcome.kind === 'done') return windowed(cuttable, next, next.price);
    written.catch(() => undefined);
    return { ...asBefore, fault: say('fault.noFit', { why: outcome.fault }) };
  }
}

function windowed(
  request: CuttableRequest,
  cut: CutBody | undefined,
  price?: { readonly positions: ReadonlySet<number>; readonly sentence: string },
): WindowedRequest {
  const { body, index, model, settled } = request;
  const sent = { model: model.id, index, bytes: bytesWithCuts(request, cut) };
  if (cut === undefined) return { body: applyPlan(body, settled), settled: [], sent };
  const byCuts = settledByCuts(cut, request).map(({ block: { position }, decision }): SettledBlock => {
    const fresh = price?.positions.has(position) === true;
    const { outcome } = decision;
    const reason = fresh ? `${outcome.reason}; ${price.sentence}` : outcome.reason;
    return { position, decision: { ...decision, outcome: { ...outcome, reason } }, fresh };
  });
  return { body: cut.body, settled: byCuts, sent };
}

function count(marker: string): number {
  return Math.ceil(marker.length / bytesPerToken);
}
