import type { Claim } from '../engine/plan/claim.ts';
import type { Decision, Original } from '../engine/plan/decision.ts';
import type { ExchangePage, ExchangesQuery } from '../shared/panelProtocol.ts';
import type { ExchangeSummary } from '../shared/records.ts';
import { DecisionMirror } from './decisionMirror.ts';
import type { Loss } from './fileIdentity.ts';
import type { Opened, Reopening } from './protocol.ts';
import { RecordQueue } from './recordQueue.ts';
import type { Commit, DecisionKey, StoredDecision } from './sqlite/decisionsTable.ts';
import type { RetentionOrder } from './sqlite/retention.ts';
import { type Recording, type RetentionReport, StoreError, type StoreOptions } from './store.ts';
import { Upkeep } from './upkeep.ts';

/**
 * What stores on disk have in common: decisions are mirrored in memory, recordings wait in a queue, age is looked after. How
 * a thing is written is their own.
 */
export abstract class StoreOnDisk {
  readonly keepsOriginals = true;
  readonly path: string;
  protected readonly options: StoreOptions;
  protected readonly queue: RecordQueue;
  readonly #mirror: DecisionMirror;
  readonly #upkeep: Upkeep;
  readonly #openedAt: number;
  #beginning: Promise<void> | undefined;

  protected constructor(path: string, options: StoreOptions, decisions: Iterable<StoredDecision>) {
    this.path = path;
    this.options = options;
    this.#openedAt = options.now();
    this.#mirror = new DecisionMirror(options.now);
    for (const stored of decisions) this.#mirror.keep(stored);
    const notify = (notice: string): void => this.notify(notice);
    this.queue = new RecordQueue(recording => this.write(recording), notify);
    this.#upkeep = new Upkeep(this, () => this.#flushTouches(), notify);
  }

  protected abstract write(recording: Recording): Promise<unknown>;
  /** Durable when it resolves. */
  protected abstract keep(commit: Commit): Promise<unknown>;
  protected abstract touch(keys: readonly DecisionKey[], at: number): Promise<unknown>;
  protected abstract drop(order: RetentionOrder): Promise<RetentionReport>;
  protected abstract erase(): Promise<void>;
  /** Takes a new file for one that was lost. */
  protected abstract begin(order: Reopening): Promise<Opened>;
  protected abstract release(): Promise<void>;
  abstract readonly handleKey: Uint8Array;
  abstract exchanges(query: Omit<ExchangesQuery, 'type'>): Promise<ExchangePage>;

  find(project: string, identity: string): Decision | undefined {
    return this.#mirror.find(project, identity);
  }

  hasReplacements(project: string): boolean {
    return this.#mirror.hasReplacements(project);
  }

  async commit(
    project: string,
    decisions: readonly Decision[],
    originals: readonly Original[],
    claim?: Claim,
  ): Promise<void> {
    const at = this.options.now();
    await this.keep({ project, decisions, originals, at, ...(claim !== undefined && { claim }) });
    for (const decision of decisions) this.#mirror.keep({ project, decision, touchedAt: at });
  }

  record(recording: Recording): void {
    this.queue.add(recording);
  }

  async metrics(limit: number): Promise<readonly ExchangeSummary[]> {
    return (await this.exchanges({ limit })).exchanges;
  }

  /** What is to expire is forgotten here before it is deleted there, so that no request replays a decision that goes. */
  async retain(): Promise<RetentionReport> {
    await this.#flushTouches();
    const { cutoff, maxBytes } = this.#upkeep.limits(this.options);
    return this.drop({ cutoff, maxBytes, decisions: this.#mirror.takeExpired(cutoff) });
  }

  async wipe(): Promise<void> {
    await this.flush();
    await this.erase();
    this.#mirror.clear();
    this.queue.forgetAll();
  }

  flush(): Promise<void> {
    return this.queue.settled();
  }

  async close(): Promise<void> {
    this.#upkeep.end();
    await this.flush();
    await this.#flushTouches();
    await this.release();
  }

  protected notify(notice: string): void {
    this.options.notify?.(notice);
  }

  /** A file that was deleted, replaced or damaged is begun anew once, and the work done again. */
  protected async onFile<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || error.loss === undefined) throw error;
      this.#beginning ??= this.#beginAnew(error.loss).finally(() => {
        this.#beginning = undefined;
      });
      await this.#beginning;
      return work();
    }
  }

  async #beginAnew(loss: Loss): Promise<void> {
    await this.options.retakeLock?.();
    const decisions = this.#mirror.usedSince(this.#openedAt);
    const order = { loss, now: this.options.now(), handleKey: this.handleKey, decisions };
    const opened = await this.begin(order);
    this.#mirror.clear();
    for (const stored of opened.decisions) this.#mirror.keep(stored);
    this.queue.forgetAll();
    if (opened.notice !== undefined) this.notify(opened.notice);
  }

  async #flushTouches(): Promise<void> {
    const keys = this.#mirror.takeTouched();
    if (keys.length > 0) await this.touch(keys, this.options.now());
  }
}
