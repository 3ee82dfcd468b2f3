import type { SettledBlock } from '../engine/analysis/exchangeFacts.ts';
import { IndexMemory } from '../engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../engine/conversation/request.ts';
import type { ModelFacts } from '../engine/models/modelFacts.ts';
import { resolveModel } from '../engine/models/modelTable.ts';
import { applyPlan, type Settled } from '../engine/plan/applyPlan.ts';
import type { Birth } from '../engine/plan/birth.ts';
import { birthsOf } from '../engine/plan/birthsOf.ts';
import { type ReadHistory, readHistory } from '../engine/plan/coldHistory.ts';
import { makeHandle } from '../engine/plan/handle.ts';
import { drawHoldOut, type HoldOut } from '../engine/plan/holdOut.ts';
import { pictureBirthsOf } from '../engine/plan/pictureBirths.ts';
import { type PlannedBlock, planRequest } from '../engine/plan/planRequest.ts';
import { type SentPrefixes, WarmPrefixes } from '../engine/plan/warmPrefixes.ts';
import type { Options } from '../shared/options.ts';
import type { WireFormat } from '../shared/records.ts';
import { Births, type Verdict } from './births.ts';
import { CircuitBreaker } from './breaker.ts';
import type { Editing, JudgeContext } from './ports.ts';

export interface EditableRequest {
  /** The decoded body. */
  readonly body: Uint8Array;
  readonly format: WireFormat;
  readonly project: string;
  readonly options: Options;
  /** The model that the path names, for formats whose body does not. */
  readonly model?: string;
  /** False for requests that may only replay what others decided. */
  readonly mayJudge: boolean;
}

/** What became of a request. `body` is the very same array when nothing was replaced. */
export interface EditedRequest {
  readonly body: Uint8Array;
  readonly index?: RequestIndex;
  readonly settled: readonly SettledBlock[];
  readonly canRetrieve: boolean;
  /** What a provider's cache sees of it; absent where nobody keeps account of that. */
  readonly prefixes?: SentPrefixes;
  readonly holdOut?: HoldOut;
  /** Why something went as it was although it might have been edited. */
  readonly fault?: string;
}

/** Replays recorded decisions in a request and has its new blocks judged. Whatever goes wrong, the original bytes stand. */
export class RequestEditor {
  readonly #editing: Editing;
  readonly #births: Births;
  readonly #pictures: Births | undefined;
  readonly #breaker = new CircuitBreaker();
  readonly #memory = new IndexMemory();
  readonly #warm: WarmPrefixes;

  constructor(editing: Editing) {
    this.#editing = editing;
    this.#births = new Births(editing.judge, editing.book);
    this.#pictures = editing.pictures && new Births(editing.pictures.judge, editing.book);
    this.#warm = new WarmPrefixes(editing.now?.() ?? Number.POSITIVE_INFINITY);
  }

  /** Whether requests of this project must be read before they leave, even when nothing new may be judged. */
  replaysIn(project: string): boolean {
    return this.#editing.book.hasReplacements(project);
  }

  async edit(request: EditableRequest): Promise<EditedRequest> {
    try {
      return await this.#edit(request);
    } catch (error) {
      const fault = `editing failed: ${error instanceof Error ? error.message : String(error)}`;
      this.missed();
      return { body: request.body, settled: [], canRetrieve: false, fault };
    }
  }

  /** Something left for a provider without being read here: it may keep any prefix warm. */
  missed(): void {
    this.#warm.missed(this.#now());
  }

  /** The exchange is over. Until now the provider may have gone on using what it had read or written. */
  finished(edited: EditedRequest | undefined): void {
    if (edited?.prefixes === undefined) this.missed();
    else this.#warm.sent(edited.prefixes, this.#now());
  }

  /** Tells how the upstream answered a request that `edit` changed. */
  observeAnswer(edited: EditedRequest, status: number): void {
    if (edited.index !== undefined) this.#breaker.observe(edited.index, status);
  }

  /** Judges nothing new any more in the conversation of this request. */
  distrust(body: Uint8Array, format: WireFormat, reason: string): void {
    const index = indexRequest(body, format, this.#memory);
    if (!isUnindexed(index)) this.#breaker.open(index, reason);
  }

  async #edit(request: EditableRequest): Promise<EditedRequest> {
    const { body, format, project, options, mayJudge } = request;
    const startedAt = performance.now();
    const index = indexRequest(body, format, this.#memory);
    if (isUnindexed(index)) {
      this.missed();
      return { body, settled: [], canRetrieve: false, fault: `not read: ${index.reason}` };
    }
    const model = resolveModel(index.model ?? request.model ?? 'unknown', options);
    const history = this.#readHistory(index, model);
    const drawn = mayJudge ? drawHoldOut(index, options.holdOutShare) : undefined;
    const openReason = mayJudge ? this.#breaker.reasonFor(index) : undefined;
    const canRetrieve = this.#editing.canRetrieve(body, index);
    const plan = planRequest(index, {
      ...(this.#pictures !== undefined && { body }),
      options,
      find: identity => this.#editing.book.find(project, identity),
      mayJudge: mayJudge && openReason === undefined && drawn?.group !== 'untouched',
      ...(history !== undefined && { history: history.policy }),
    });
    const nameOriginal = (text: string): string => makeHandle(this.#editing.handleKey(), project, text);
    const births = birthsOf(plan, { body, index, model, nameOriginal });
    const modelName = index.model ?? request.model ?? '';
    const pictures = pictureBirthsOf(plan, { body, index, model: modelName, canRetrieve, nameOriginal });
    const context = { model: modelName, options, canRetrieve };
    const elapsedMs = performance.now() - startedAt;
    const verdicts = await Promise.all([
      this.#births.decide(project, births, context, Math.max(1, this.#editing.deadlineMs - elapsedMs)),
      this.#judgePictures(project, pictures, context),
    ]).then(each => each.flat());
    const settled = settle(plan, new Map(verdicts.map(verdict => [verdict.decision.identity, verdict])));
    // History that nobody could judge in time goes as it went before, which is no fault.
    const isNew = new Set(
      [...births, ...pictures].filter(({ rewrite }) => rewrite === undefined).map(({ identity }) => identity),
    );
    const fault =
      verdicts.find(({ fault, decision }) => fault !== undefined && isNew.has(decision.identity))?.fault ??
      (openReason === undefined ? undefined : `judging is paused in this conversation: ${openReason}`);
    return {
      body: applyPlan(body, settled),
      index,
      settled: settled.map(({ block, decision, fresh }) => ({ position: block.position, decision, fresh })),
      canRetrieve,
      ...(history !== undefined && { prefixes: history.sent }),
      ...(drawn !== undefined && !mixesGroups(drawn, settled) && { holdOut: drawn }),
      ...(fault !== undefined && { fault }),
    };
  }

  async #judgePictures(project: string, births: readonly Birth[], context: JudgeContext): Promise<readonly Verdict[]> {
    if (births.length === 0 || this.#pictures === undefined) return [];
    return this.#pictures.decide(project, births, context, this.#editing.pictures?.deadlineMs ?? 0);
  }

  #readHistory(index: RequestIndex, model: ModelFacts): ReadHistory | undefined {
    if (this.#editing.now === undefined) return undefined;
    const now = this.#now();
    const history = readHistory(index, model, this.#warm, now);
    this.#warm.sent(history.sent, now);
    return history;
  }

  #now(): number {
    return this.#editing.now?.() ?? Number.POSITIVE_INFINITY;
  }
}

/** A conversation that was compressed before it was held out measures nothing. */
function mixesGroups({ group }: HoldOut, settled: readonly Settled[]): boolean {
  return group === 'untouched' && settled.some(({ decision }) => decision.outcome.kind === 'replace');
}

interface FreshlySettled extends Settled {
  readonly fresh: boolean;
}

function settle(plan: readonly PlannedBlock[], verdicts: ReadonlyMap<string, Verdict>): readonly FreshlySettled[] {
  return plan.flatMap((planned): FreshlySettled[] => {
    const { block } = planned;
    if (planned.kind !== 'birth') {
      return planned.decision === undefined ? [] : [{ block, decision: planned.decision, fresh: false }];
    }
    const verdict = verdicts.get(planned.identity);
    return verdict === undefined ? [] : [{ block, decision: verdict.decision, fresh: true }];
  });
}
