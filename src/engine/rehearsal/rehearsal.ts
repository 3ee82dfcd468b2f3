import type { Mode } from '../../shared/modes.ts';
import type { Options } from '../../shared/options.ts';
import type { WireFormat } from '../../shared/records.ts';
import { IndexMemory } from '../conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../conversation/indexRequest.ts';
import type { RequestIndex } from '../conversation/request.ts';
import { applyPlan, type Settled } from '../plan/applyPlan.ts';
import { judgeBirth } from '../plan/birth.ts';
import type { Decision } from '../plan/decision.ts';
import { makeHandle } from '../plan/handle.ts';
import { planRequest } from '../plan/planRequest.ts';
import { subjectOf } from '../plan/subject.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';

/** How the engine is set while a request passes. */
export interface Setting {
  readonly mode: Mode;
  readonly options: Options;
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

  constructor(counter: TokenCounter) {
    this.#counter = counter;
  }

  send(body: Uint8Array, format: WireFormat, { mode, options }: Setting, kill?: Kill): Forwarded | undefined {
    if (mode === 'off') return { body, settled: [] };
    const index = readIndex(body, format, this.#memory);
    const plan = planRequest(index, {
      options,
      find: identity => this.#book.get(identity),
      mayJudge: mode === 'optimize',
    });
    const judged = plan.flatMap((planned): Settled[] => {
      if (planned.kind === 'leave') return [];
      if (planned.kind === 'replay') return [planned];
      const subject = subjectOf(body, index, planned.block);
      if (subject === undefined) return [];
      const handle = makeHandle(key, 'rehearsal', subject.text);
      const context = { options, counter: this.#counter, canRetrieve: true };
      const { decision } = judgeBirth({ identity: planned.identity, subject, handle }, context);
      return [{ block: planned.block, decision }];
    });
    if (kill === 'beforeCommit') return undefined;
    for (const { decision } of judged) this.#book.set(decision.identity, decision);
    return kill === 'afterCommit' ? undefined : { body: applyPlan(body, judged), settled: judged };
  }
}

export function readIndex(body: Uint8Array, format: WireFormat, memory?: IndexMemory): RequestIndex {
  const index = indexRequest(body, format, memory);
  if (isUnindexed(index)) throw new Error(`A rehearsed body cannot be read: ${index.reason}`);
  return index;
}

/** What must be equal for a provider to read a block from its cache. */
export function cacheKeys({ blocks }: RequestIndex): readonly string[] {
  return blocks
    .filter(({ deferred }) => deferred !== true)
    .map(({ kind, callId, hash }) => `${kind} ${callId ?? ''} ${hash}`);
}

export function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((one, i) => one !== b[i]);
  return differs === -1 ? Math.min(a.length, b.length) : differs;
}
