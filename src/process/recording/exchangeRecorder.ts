import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import { leaveAsSent } from '../../engine/plan/history/sentUnjudged.ts';
import type { Recorder } from '../../proxy/ports.ts';
import { say } from '../../shared/sentences/say.ts';
import type { Store } from '../../store/store.ts';
import type { EngineState } from '../engineState.ts';
import type { SavingKeeper } from './savingKeeper.ts';

/** Bodies that may wait for their analysis; beyond that an exchange is recorded without its blocks. */
const maxWaitingBytes = 256 * 1024 * 1024;

export interface RecorderParts {
  readonly store: Pick<Store, 'record' | 'find' | 'commit'>;
  readonly state: EngineState;
  readonly savings: Pick<SavingKeeper, 'add'>;
  readonly log: (line: string) => void;
  /** Told when an edit of ours cost the provider's cache, and how. */
  readonly onCacheBreak: (facts: ExchangeFacts, reason: string) => void;
}

/** Has finished exchanges analysed off the path, stores them, and tells the open panels. */
export class ExchangeRecorder implements Recorder {
  readonly #analyze: (facts: ExchangeFacts) => Promise<ExchangeRecording>;
  readonly #store: Pick<Store, 'record' | 'find' | 'commit'>;
  readonly #state: EngineState;
  readonly #savings: RecorderParts['savings'];
  readonly #log: (line: string) => void;
  readonly #onCacheBreak: RecorderParts['onCacheBreak'];
  readonly #open = new Set<Promise<void>>();
  #waitingBytes = 0;

  constructor(parts: RecorderParts, analyze: (facts: ExchangeFacts) => Promise<ExchangeRecording>) {
    this.#analyze = analyze;
    this.#store = parts.store;
    this.#state = parts.state;
    this.#savings = parts.savings;
    this.#log = parts.log;
    this.#onCacheBreak = parts.onCacheBreak;
  }

  started(exchange: { readonly id: string; readonly client: string; readonly startedAt: number }): void {
    this.#state.emit({ type: 'exchangeStarted', ...exchange });
  }

  record(facts: ExchangeFacts): void {
    const bytes = facts.body?.byteLength ?? 0;
    this.#waitingBytes += bytes;
    const isTooMuch = this.#waitingBytes > maxWaitingBytes;
    const work = this.#record(isTooMuch ? withoutBody(facts, say('fault.tooMuch')) : facts).finally(() => {
      this.#waitingBytes -= bytes;
      this.#open.delete(work);
    });
    this.#open.add(work);
  }

  /** Resolves when everything told so far has reached the store. */
  async flush(): Promise<void> {
    await Promise.all(this.#open);
  }

  async #record(facts: ExchangeFacts): Promise<void> {
    try {
      const { detail, texts, distrust, unjudged = [] } = await this.#analyzeOrNote(facts);
      await this.#keepAsSent(facts.project, unjudged);
      this.#savings.add(facts, detail);
      this.#store.record({ exchange: detail, texts: [...texts].map(([hash, text]) => ({ hash, text })) });
      const { blocks: _blocks, receipts: _receipts, waste: _waste, limits: _limits, ...exchange } = detail;
      this.#state.emit({ type: 'exchangeRecorded', exchange });
      if (distrust !== undefined) this.#onCacheBreak(facts, distrust);
    } catch (error) {
      // The request itself was served; only its record is missing.
      this.#log(`exchange ${facts.id} was not recorded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** A body that the analysis cannot finish still leaves who, what, when and what the provider charged. */
  async #analyzeOrNote(facts: ExchangeFacts): Promise<ExchangeRecording> {
    try {
      return await this.#analyze(facts);
    } catch (error) {
      if (facts.body === undefined) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.#log(`exchange ${facts.id} was recorded without its blocks: ${reason}`);
      return this.#analyze(withoutBody(facts, say('fault.analysis', { error: reason })));
    }
  }

  /** Blocks that left unjudged stay as they are, even when the client sends the same request again in another mode. */
  async #keepAsSent(project: string, identities: readonly string[]): Promise<void> {
    const unknown = identities.filter(identity => this.#store.find(project, identity) === undefined);
    if (unknown.length > 0) await this.#store.commit(project, unknown.map(leaveAsSent), []);
  }
}

function withoutBody(facts: ExchangeFacts, fault: string): ExchangeFacts {
  const { body: _, ...rest } = facts;
  return { ...rest, fault: facts.fault ?? fault };
}
