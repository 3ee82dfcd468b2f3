import type { Mode } from '../../shared/modes.ts';
import type { Options } from '../../shared/options.ts';
import type { WireFormat } from '../../shared/records.ts';
import { IndexMemory } from '../conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../conversation/indexRequest.ts';
import type { RequestIndex } from '../conversation/request.ts';
import { resolveModel } from '../models/modelTable.ts';
import { applyPlan, type Settled } from '../plan/applyPlan.ts';
import { judgeBirth } from '../plan/birth.ts';
import { birthsOf } from '../plan/birthsOf.ts';
import type { Decision } from '../plan/decision.ts';
import { makeHandle } from '../plan/handle.ts';
import { readHistory } from '../plan/history/coldHistory.ts';
import { leaveAsSent, sentUnjudged } from '../plan/history/sentUnjudged.ts';
import { WarmPrefixes } from '../plan/history/warmPrefixes.ts';
import { planRequest } from '../plan/planRequest.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';

/** How the engine is set while a request passes. */
export interface Setting {
  readonly mode: Mode;
  readonly options: Options;
}

/** A request on its way through the engine. */
export interface Passing {
  readonly body: Uint8Array;
  readonly format: WireFormat;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** True where tool definitions and system text are not in the body, although they were sent. */
  readonly isPartial?: boolean;
}

/** Where the engine is killed while a request passes: before its decisions are durable, or after. Nothing is sent in either. */
export type Kill = 'beforeCommit' | 'afterCommit';

export interface Forwarded {
  readonly body: Uint8Array;
  readonly settled: readonly Settled[];
}

const key = new Uint8Array(32);

/** The engine's way of a request, from bytes to bytes, without sockets, threads or a disk. What is decided outlives restarts. */
export class Rehearsal {
  readonly #counter: TokenCounter;
  readonly #book = new Map<string, Decision>();
  readonly #memory = new IndexMemory();
  /** Does not outlive a restart. */
  #warm = new WarmPrefixes(0);

  constructor(counter: TokenCounter) {
    this.#counter = counter;
  }

  send(passing: Passing, { mode, options }: Setting, kill?: Kill): Forwarded | undefined {
    const { body, format, atMs } = passing;
    if (mode === 'off') {
      this.#warm.missed(atMs);
      return { body, settled: [] };
    }
    const index = readIndex(body, format, this.#memory);
    const known = resolveModel(passing.model, options);
    // What is not seen of a prefix is more than any provider's minimum.
    const model = passing.isPartial === true ? { ...known, minimumCacheableTokens: 0 } : known;
    const history = readHistory(index, model, this.#warm, atMs);
    const plan = planRequest(index, {
      options,
      find: identity => this.#book.get(identity),
      mayJudge: mode === 'optimize',
      history: history.policy,
    });
    const nameOriginal = (text: string): string => makeHandle(key, 'rehearsal', text);
    const births = birthsOf(plan, { body, index, model, nameOriginal });
    const birthOf = new Map(births.map(birth => [birth.identity, birth]));
    const judged = plan.flatMap((planned): Settled[] => {
      if (planned.kind === 'leave') return [];
      if (planned.kind === 'replay') return [planned];
      const birth = birthOf.get(planned.identity);
      if (birth === undefined) return [];
      const context = { options, counter: this.#counter, canRetrieve: true };
      return [{ block: planned.block, decision: judgeBirth(birth, context).decision }];
    });
    if (kill !== undefined) this.#warm = new WarmPrefixes(atMs);
    if (kill === 'beforeCommit') return undefined;
    for (const { decision } of judged) this.#book.set(decision.identity, decision);
    if (kill === 'afterCommit') return undefined;
    this.#warm.sent(history.sent, atMs);
    this.#keepAsSent(sentUnjudged({ body, index }, options, new Set(judged.map(({ block }) => block.position))));
    return { body: applyPlan(body, judged), settled: judged };
  }

  #keepAsSent(identities: readonly string[]): void {
    for (const identity of identities) {
      if (!this.#book.has(identity)) this.#book.set(identity, leaveAsSent(identity));
    }
  }
}

export function readIndex(body: Uint8Array, format: WireFormat, memory?: IndexMemory): RequestIndex {
  const index = indexRequest(body, format, memory);
  if (isUnindexed(index)) throw new Error(`A rehearsed body cannot be read: ${index.reason}`);
  return index;
}
