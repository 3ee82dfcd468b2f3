import type { Claim } from '../engine/plan/claim.ts';
import type { Decision, Original } from '../engine/plan/decision.ts';
import type { BlockView, ExchangePage, ExchangesQuery } from '../shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary } from '../shared/records.ts';
import { removeDamaged } from './damagedFiles.ts';
import { DecisionMirror } from './decisionMirror.ts';
import type { Opened } from './protocol.ts';
import { RecordQueue } from './recordQueue.ts';
import type {
  ConversationExport,
  Recording,
  RetentionReport,
  StateName,
  Store,
  StoreOptions,
  StoreSummary,
  StoreTotals,
} from './store.ts';
import { Upkeep } from './upkeep.ts';
import { WorkerLink } from './workerLink.ts';

/** A database file behind its own thread: decisions and the list of recorded texts are mirrored here, the rest is asked for. */
export class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly keepsOriginals = true;
  readonly path: string;
  readonly #link: WorkerLink;
  readonly #options: StoreOptions;
  readonly #mirror: DecisionMirror;
  readonly #queue: RecordQueue;
  readonly #upkeep: Upkeep;
  #handleKey: Uint8Array;

  static async open(path: string, options: StoreOptions): Promise<SqliteStore> {
    const link = new WorkerLink(options.workerUrl);
    try {
      const opened = await link.call('open', { path, now: options.now() });
      if (opened.notice !== undefined) options.notify?.(opened.notice);
      return new SqliteStore(path, options, { link, opened });
    } catch (error) {
      await link.end();
      throw error;
    }
  }

  private constructor(path: string, options: StoreOptions, { link, opened }: { link: WorkerLink; opened: Opened }) {
    this.path = path;
    this.#options = options;
    this.#link = link;
    this.#handleKey = opened.handleKey;
    this.#mirror = new DecisionMirror(options.now);
    for (const stored of opened.decisions) this.#mirror.keep(stored);
    this.#queue = new RecordQueue(recording => link.call('record', recording), options.notify ?? ignore);
    this.#upkeep = new Upkeep(this, () => this.#flushTouches(), options.notify ?? ignore);
  }

  get handleKey(): Uint8Array {
    return this.#handleKey;
  }

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
    const at = this.#options.now();
    await this.#link.call('commit', { project, decisions, originals, at, ...(claim !== undefined && { claim }) });
    for (const decision of decisions) this.#mirror.keep({ project, decision, touchedAt: at });
  }

  original(handle: string, project?: string): Promise<string | undefined> {
    return this.#link.call('original', { handle, project });
  }

  async noteRetrieval(tokens: number): Promise<void> {
    await this.#link.call('noteRetrieval', { tokens, at: this.#options.now() });
  }

  record(recording: Recording): void {
    this.#queue.add(recording);
  }

  needsText(hash: string): boolean {
    return this.#queue.needsText(hash);
  }

  exchanges(query: Omit<ExchangesQuery, 'type'>): Promise<ExchangePage> {
    return this.#link.call('exchanges', query);
  }

  exchange(id: string): Promise<ExchangeDetail | undefined> {
    return this.#link.call('exchange', id);
  }

  block(exchange: string, position: number): Promise<BlockView | undefined> {
    return this.#link.call('block', { exchange, position });
  }

  async texts(exchange: string): Promise<ReadonlyMap<string, string>> {
    const texts = await this.#link.call('texts', exchange);
    return new Map(texts.map(({ hash, text }) => [hash, text]));
  }

  totals(since: number): Promise<StoreTotals> {
    return this.#link.call('totals', since);
  }

  summary(): Promise<StoreSummary> {
    return this.#link.call('summary', undefined);
  }

  async metrics(limit: number): Promise<readonly ExchangeSummary[]> {
    return (await this.exchanges({ limit })).exchanges;
  }

  readState(name: StateName): Promise<string | undefined> {
    return this.#link.call('readState', name);
  }

  async writeState(name: StateName, json: string): Promise<void> {
    await this.#link.call('writeState', { name, json });
  }

  exportConversation(conversation: string): Promise<ConversationExport> {
    return this.#link.call('exportConversation', conversation);
  }

  /** What is to expire is forgotten here before it is deleted there, so that no request replays a decision that goes. */
  async retain(): Promise<RetentionReport> {
    await this.#flushTouches();
    const { cutoff, maxBytes } = this.#upkeep.limits(this.#options);
    const decisions = this.#mirror.takeExpired(cutoff);
    const { forgotten, ...report } = await this.#link.call('retain', { cutoff, maxBytes, decisions });
    this.#queue.forget(forgotten);
    return report;
  }

  async wipe(): Promise<void> {
    await this.flush();
    const { handleKey } = await this.#link.call('wipe', undefined);
    await removeDamaged(this.path);
    this.#mirror.clear();
    this.#queue.forgetAll();
    this.#handleKey = handleKey;
  }

  flush(): Promise<void> {
    return this.#queue.settled();
  }

  async close(): Promise<void> {
    this.#upkeep.end();
    await this.flush();
    await this.#flushTouches();
    await this.#link.call('close', undefined);
    await this.#link.end();
  }

  async #flushTouches(): Promise<void> {
    const keys = this.#mirror.takeTouched();
    if (keys.length > 0) await this.#link.call('touch', { keys, at: this.#options.now() });
  }
}

function ignore(): void {}
