import type { SettledBlock } from '../engine/analysis/exchangeFacts.ts';
import { promptTokens } from '../engine/models/price.ts';
import { applyPlan } from '../engine/plan/applyPlan.ts';
import type { Decision, DecisionBook } from '../engine/plan/decision.ts';
import { recordedCuts } from '../engine/plan/window/cutRecord.ts';
import { bytesWithCuts, type CuttableRequest, nextCut, settledByCuts } from '../engine/plan/window/nextCut.ts';
import { PromptSizes } from '../engine/plan/window/promptSizes.ts';
import { applyCuts, type CutBody } from '../engine/plan/window/windowCuts.ts';
import type { Usage } from '../shared/records.ts';
import { say } from '../shared/sentences/say.ts';
import { type Commit, commitInTime } from './commitInTime.ts';
import { startDeadline } from './deadline.ts';

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
  /** Of the blocks that a cut took, and of pictures whose notes it led astray; these hold whatever else was settled for them. */
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
  readonly #commitMs: number;
  readonly #sizes = new PromptSizes();
  /** Cuts that were not written in time, by project and identity, until it is written down that they were never sent. */
  readonly #unsent = new Map<string, Decision>();

  /** `commitMs` is what a cut may take to be written, whatever judging took before: a request that is too large is refused. */
  constructor(book: DecisionBook, commitMs: number) {
    this.#book = book;
    this.#commitMs = commitMs;
  }

  find(project: string, identity: string): Decision | undefined {
    return this.#unsent.get(keyOf(project, identity)) ?? this.#book.find(project, identity);
  }

  /** Tells how large the provider found a request. */
  learn({ model, index, bytes }: SentSizes, usage: Usage): void {
    this.#sizes.learn(model, index, bytes, promptTokens(usage));
  }

  async fit(request: WindowRequest): Promise<WindowedRequest> {
    const find = (identity: string) => this.find(request.project, identity);
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
    const fault = await this.#commit(commit);
    if (fault === undefined) return windowed(cuttable, next, next.price);
    return { ...asBefore, fault: say('fault.noFit', { why: fault }) };
  }

  /** Why the cut cannot be made, or `undefined`. */
  async #commit(commit: Commit): Promise<string | undefined> {
    const deadline = startDeadline(this.#commitMs);
    const { outcome, written } = await commitInTime(this.#book, commit, deadline);
    deadline.cancel();
    if (outcome.kind === 'done') return undefined;
    this.#takeBack(commit, written, outcome.fault);
    return outcome.fault;
  }

  /** Overwrites what a late commit may still write: the request went out uncut. */
  #takeBack({ project, decisions }: Commit, written: Promise<void>, reason: string): void {
    const outcome = { kind: 'leave', reason } as const;
    const left = decisions.map(({ identity }): Decision => ({ identity, outcome, tokensBefore: 0, tokensAfter: 0 }));
    for (const decision of left) this.#unsent.set(keyOf(project, decision.identity), decision);
    const forget = (): void => {
      for (const { identity } of left) this.#unsent.delete(keyOf(project, identity));
    };
    void written.then(() => this.#book.commit(project, left, []).then(forget, () => undefined), forget);
  }
}

function keyOf(project: string, identity: string): string {
  return `${project}\0${identity}`;
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
  const astray = cut.astray.map(({ block: { position }, decision: { identity, tokensBefore } }): SettledBlock => {
    const outcome = { kind: 'leave', reason: say('left.referenceGone') } as const;
    return { position, decision: { identity, outcome, tokensBefore, tokensAfter: tokensBefore }, fresh: false };
  });
  return { body: cut.body, settled: [...byCuts, ...astray], sent };
}

function count(marker: string): number {
  return Math.ceil(marker.length / bytesPerToken);
}
