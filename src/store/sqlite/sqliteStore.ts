import type { BlockView, ExchangePage, ExchangesQuery } from '../../shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import { removeDamaged } from '../damagedFiles.ts';
import type { Argument, CallName, Opened, Reopening, Result } from '../protocol.ts';
import type {
  ConversationExport,
  Recording,
  RetentionReport,
  StateName,
  Store,
  StoreOptions,
  StoreSummary,
  StoreTotals,
} from '../store.ts';
import { StoreOnDisk } from '../storeOnDisk.ts';
import type { Commit, DecisionKey } from './decisionsTable.ts';
import type { RetentionOrder } from './retention.ts';
import { WorkerLink } from './workerLink.ts';

/** A database file behind its own thread: decisions and the list of recorded texts are mirrored here, the rest is asked for. */
export class SqliteStore extends StoreOnDisk implements Store {
  readonly kind = 'sqlite';
  #link: WorkerLink;
  #handleKey: Uint8Array;
  #restarting: Promise<void> | undefined;
  #isReleased = false;

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
    super(path, options, opened.decisions);
    this.#link = link;
    this.#handleKey = opened.handleKey;
  }

  get handleKey(): Uint8Array {
    return this.#handleKey;
  }

  original(handle: string, project?: string): Promise<string | undefined> {
    return this.#call('original', { handle, project });
  }

  async noteRetrieval(tokens: number): Promise<void> {
    await this.#call('noteRetrieval', { tokens, at: this.options.now() });
  }

  needsText(hash: string): boolean {
    return this.queue.needsText(hash);
  }

  exchanges(query: Omit<ExchangesQuery, 'type'>): Promise<ExchangePage> {
    return this.#call('exchanges', query);
  }

  exchange(id: string): Promise<ExchangeDetail | undefined> {
    return this.#call('exchange', id);
  }

  block(exchange: string, position: number): Promise<BlockView | undefined> {
    return this.#call('block', { exchange, position });
  }

  async texts(exchange: string): Promise<ReadonlyMap<string, string>> {
    const texts = await this.#call('texts', exchange);
    return new Map(texts.map(({ hash, text }) => [hash, text]));
  }

  totals(since: number): Promise<StoreTotals> {
    return this.#call('totals', since);
  }

  summary(): Promise<StoreSummary> {
    return this.#call('summary', undefined);
  }

  readState(name: StateName): Promise<string | undefined> {
    return this.#call('readState', name);
  }

  async writeState(name: StateName, json: string): Promise<void> {
    await this.#call('writeState', { name, json });
  }

  exportConversation(conversation: string): Promise<ConversationExport> {
    return this.#call('exportConversation', conversation);
  }

  protected write(recording: Recording): Promise<unknown> {
    return this.#call('record', recording);
  }

  protected keep(commit: Commit): Promise<unknown> {
    return this.#call('commit', commit);
  }

  protected touch(keys: readonly DecisionKey[], at: number): Promise<unknown> {
    return this.#call('touch', { keys, at });
  }

  protected async drop(order: RetentionOrder): Promise<RetentionReport> {
    const { forgotten, ...report } = await this.#call('retain', order);
    this.queue.forget(forgotten);
    return report;
  }

  protected async erase(): Promise<void> {
    const { handleKey } = await this.#call('wipe', undefined);
    await removeDamaged(this.path);
    this.#handleKey = handleKey;
  }

  protected begin(order: Reopening): Promise<Opened> {
    return this.#link.call('reopen', order);
  }

  protected async release(): Promise<void> {
    this.#isReleased = true;
    if (this.#link.hasEnded) return;
    await this.#link.call('close', undefined);
    await this.#link.end();
  }

  async #call<Name extends CallName>(name: Name, argument: Argument<Name>): Promise<Result<Name>> {
    if (this.#link.hasEnded && !this.#isReleased) await this.#startAgain();
    return this.onFile(() => this.#link.call(name, argument));
  }

  /** A thread that died, of too little memory for instance, took nothing along: everything kept is in the file. */
  #startAgain(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async #restart(): Promise<void> {
    const link = new WorkerLink(this.options.workerUrl);
    try {
      await link.call('open', { path: this.path, now: this.options.now() });
    } catch (error) {
      await link.end();
      throw error;
    }
    this.#link = link;
    this.notify("The store's thread had ended and was started again.");
  }
}
