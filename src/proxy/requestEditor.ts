import type { SettledBlock } from '../engine/analysis/exchangeFacts.ts';
import { IndexMemory } from '../engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../engine/conversation/request.ts';
import type { ModelFacts } from '../engine/models/modelFacts.ts';
import { resolveModel } from '../engine/models/modelTable.ts';
import { type Settled, wholeBlock } from '../engine/plan/applyPlan.ts';
import type { Birth } from '../engine/plan/birth.ts';
import { birthsOf, type PlannedRequest } from '../engine/plan/birthsOf.ts';
import { makeHandle } from '../engine/plan/handle.ts';
import { type ReadHistory, readBeginning, readHistory } from '../engine/plan/history/coldHistory.ts';
import { type SentPrefixes, WarmPrefixes } from '../engine/plan/history/warmPrefixes.ts';
import { drawHoldOut, type HoldOut } from '../engine/plan/holdOut.ts';
import { expectsPictures } from '../engine/plan/pictures/expectsPictures.ts';
import { pictureBirthsOf } from '../engine/plan/pictures/pictureBirths.ts';
import { type PlannedBlock, planRequest } from '../engine/plan/planRequest.ts';
import { positionsIn, recordedCuts } from '../engine/plan/window/cutRecord.ts';
import type { Options } from '../shared/options.ts';
import type { Usage, WireFormat } from '../shared/records.ts';
import { say } from '../shared/sentences/say.ts';
import { Births, type Verdict } from './births.ts';
import { CircuitBreaker } from './breaker.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { Editing, JudgeContext } from './ports.ts';
import { type SentSizes, WindowKeeper } from './windowKeeper.ts';

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
  /** True when this conversation is likely to bring a picture to be judged. */
  readonly expectsPictures?: boolean;
  /** What was sent of each block. */
  readonly sent?: SentSizes;
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
  readonly #window: WindowKeeper;

  constructor(editing: Editing) {
    this.#editing = editing;
    this.#births = new Births(editing.judge, editing.book);
    this.#pictures = editing.pictures && new Births(editing.pictures.judge, editing.book);
    this.#window = new WindowKeeper(editing.book, editing.deadlineMs);
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
      const fault = say('fault.editing', { error: error instanceof Error ? error.message : String(error) });
      this.missed();
      return { body: request.body, settled: [], canRetrieve: false, fault };
    }
  }

  /** Something left for a provider without being read here: it may keep any prefix warm. */
  missed(): void {
    this.#warm.missed(this.#now());
  }

  /** The exchange is over. Until now the provider may have gone on using what it had read or written. */
  finished(edited: EditedRequest | undefined, usage?: Usage): void {
    if (edited?.prefixes === undefined) this.missed();
    else this.#warm.sent(edited.prefixes, this.#now());
    // The answer may have taken long; now the client runs its tool.
    if (edited?.expectsPictures === true) this.#editing.pictures?.expect?.();
    if (edited?.sent !== undefined && usage !== undefined) this.#window.learn(edited.sent, usage);
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
      return { body, settled: [], canRetrieve: false, fault: say('fault.body', { why: index.reason }) };
    }
    const model = resolveModel(index.model ?? request.model ?? 'unknown', options);
    const history = this.#readHistory(index, model);
    const drawn = mayJudge ? drawHoldOut(index, options.holdOutShare) : undefined;
    const openReason = mayJudge ? this.#breaker.reasonFor(index) : undefined;
    const canRetrieve = this.#editing.canRetrieve(body, index);
    const mayEdit = mayJudge && openReason === undefined && drawn?.group !== 'untouched';
    const expects = mayEdit && canRetrieve && options.imageOptimize && expectsPictures(body, index);
    if (expects) this.#editing.pictures?.expect?.();
    const find = (identity: string) => this.#window.find(project, identity);
    const gone = positionsIn(recordedCuts(index, find));
    const plan = planRequest(index, {
      ...(this.#pictures !== undefined && { body }),
      options,
      find,
      gone,
      mayJudge: mayEdit,
      history: history?.policy ?? readBeginning(index, model),
    });
    const nameOriginal = (text: string): string => makeHandle(this.#editing.handleKey(), project, text);
    const context = { model: index.model ?? request.model ?? '', options, canRetrieve };
    const deadline = startDeadline(Math.max(1, this.#editing.deadlineMs - (performance.now() - startedAt)));
    const judged = await this.#judge(plan, { body, index, model, nameOriginal, project, gone }, context, deadline);
    deadline.cancel();
    const { settled } = judged;
    const sizing = { body, index, model, options, project, nameOriginal, canRetrieve, mayCut: mayEdit, settled };
    const windowed = await this.#window.fit(sizing);
    const fault =
      judged.fault ??
      windowed.fault ??
      (openReason === undefined ? undefined : say('left.pausedBecause', { reason: openReason }));
    return {
      body: windowed.body,
      index,
      settled: inPlace(body, judged.settled, windowed.settled),
      canRetrieve,
      ...(history !== undefined && { prefixes: history.sent }),
      ...(drawn !== undefined && !mixesGroups(drawn, judged.settled) && { holdOut: drawn }),
      ...(expects && { expectsPictures: true }),
      ...(windowed.sent !== undefined && { sent: windowed.sent }),
      ...(fault !== undefined && { fault }),
    };
  }

  async #judge(
    plan: readonly PlannedBlock[],
    request: PlannedRequest & { readonly project: string; readonly gone: ReadonlySet<number> },
    context: JudgeContext,
    deadline: Deadline,
  ): Promise<{ readonly settled: readonly FreshlySettled[]; readonly fault: string | undefined }> {
    const births = birthsOf(plan, request);
    const pictures = pictureBirthsOf(plan, { ...request, ...context });
    const verdicts = await Promise.all([
      this.#births.decide(request.project, births, context, Math.max(1, deadline.atMs - Date.now())),
      this.#judgePictures(request.project, pictures, context),
    ]).then(each => each.flat());
    // History that nobody could judge in time goes as it went before, which is no fault.
    const isNew = new Set(
      [...births, ...pictures].filter(({ rewrite }) => rewrite === undefined).map(({ identity }) => identity),
    );
    return {
      settled: settle(plan, new Map(verdicts.map(verdict => [verdict.decision.identity, verdict]))),
      fault: verdicts.find(({ fault, decision }) => fault !== undefined && isNew.has(decision.identity))?.fault,
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

/** What held for each block; where a cut took it, that is the cut. */
function inPlace(
  body: Uint8Array,
  settled: readonly FreshlySettled[],
  byCuts: readonly SettledBlock[],
): readonly SettledBlock[] {
  const cut = new Set(byCuts.map(({ position }) => position));
  const others = settled.filter(({ block }) => !cut.has(block.position));
  return [
    ...others.map(({ block, decision, fresh }) => ({
      position: block.position,
      decision: wholeBlock(body, { block, decision }),
      fresh,
    })),
    ...byCuts,
  ].toSorted((a, b) => a.position - b.position);
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
