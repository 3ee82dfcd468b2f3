import type { SettledBlock } from '../engine/analysis/exchangeFacts.ts';
import { IndexMemory } from '../engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../engine/conversation/request.ts';
import { applyPlan, type Settled } from '../engine/plan/applyPlan.ts';
import type { Birth } from '../engine/plan/birth.ts';
import { makeHandle } from '../engine/plan/handle.ts';
import { type PlannedBlock, planRequest } from '../engine/plan/planRequest.ts';
import { subjectOf } from '../engine/plan/subject.ts';
import type { Options } from '../shared/options.ts';
import type { WireFormat } from '../shared/records.ts';
import { Births, type Verdict } from './births.ts';
import { CircuitBreaker } from './breaker.ts';
import type { Editing } from './ports.ts';

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
  /** Why something went as it was although it might have been edited. */
  readonly fault?: string;
}

/** Replays recorded decisions in a request and has its new blocks judged. Whatever goes wrong, the original bytes stand. */
export class RequestEditor {
  readonly #editing: Editing;
  readonly #births: Births;
  readonly #breaker = new CircuitBreaker();
  readonly #memory = new IndexMemory();

  constructor(editing: Editing) {
    this.#editing = editing;
    this.#births = new Births(editing.judge, editing.book);
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
      return { body: request.body, settled: [], canRetrieve: false, fault };
    }
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
    if (isUnindexed(index)) return { body, settled: [], canRetrieve: false, fault: `not read: ${index.reason}` };

    const openReason = mayJudge ? this.#breaker.reasonFor(index) : undefined;
    const canRetrieve = this.#editing.canRetrieve(body, index);
    const plan = planRequest(index, {
      options,
      find: identity => this.#editing.book.find(project, identity),
      mayJudge: mayJudge && openReason === undefined,
    });
    const births = this.#birthsOf(plan, request, index);
    const verdicts = await this.#births.decide(
      project,
      births,
      { model: index.model ?? request.model ?? '', options, canRetrieve },
      Math.max(1, this.#editing.deadlineMs - (performance.now() - startedAt)),
    );
    const settled = settle(plan, new Map(verdicts.map(verdict => [verdict.decision.identity, verdict])));
    const fault =
      verdicts.find(verdict => verdict.fault !== undefined)?.fault ??
      (openReason === undefined ? undefined : `judging is paused in this conversation: ${openReason}`);
    return {
      body: applyPlan(body, settled),
      index,
      settled: settled.map(({ block, decision, fresh }) => ({ position: block.position, decision, fresh })),
      canRetrieve,
      ...(fault !== undefined && { fault }),
    };
  }

  #birthsOf(plan: readonly PlannedBlock[], request: EditableRequest, index: RequestIndex): readonly Birth[] {
    return plan.flatMap((planned): Birth[] => {
      if (planned.kind !== 'birth') return [];
      const subject = subjectOf(request.body, index, planned.block);
      if (subject === undefined) return [];
      const handle = makeHandle(this.#editing.handleKey(), request.project, subject.text);
      return [{ identity: planned.identity, subject, handle }];
    });
  }
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
