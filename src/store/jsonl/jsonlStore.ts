import { takeClaim } from '../../engine/plan/claim.ts';
import type { Decision, Original } from '../../engine/plan/decision.ts';
import type { BlockView, ExchangePage, ExchangesQuery } from '../../shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import { blockViewOf, hashesOf } from '../blockView.ts';
import { removeDamaged } from '../damagedFiles.ts';
import type { Opened, Reopening } from '../protocol.ts';
import type { Commit, DecisionKey } from '../sqlite/decisionsTable.ts';
import type { RetentionOrder } from '../sqlite/retention.ts';
import {
  type ConversationExport,
  type Recording,
  type RetentionReport,
  type StateName,
  type Store,
  StoreError,
  type StoreOptions,
  type StoreSummary,
  type StoreTotals,
  withdrawnCommit,
} from '../store.ts';
import { StoreOnDisk } from '../storeOnDisk.ts';
import { JsonlLog } from './jsonlLog.ts';
import { exchangePage, summarize, totalsSince } from './jsonlViews.ts';

/**
 * One file of JSON lines that anybody can read, and that needs neither a database nor a file system with locks. The index is
 * in memory and texts stay on disk; a conversation costs its unique texts, but each exchange writes its list of blocks anew.
 */
export class JsonlStore extends StoreOnDisk implements Store {
  readonly kind = 'jsonl';
  readonly #log: JsonlLog;

  static async open(path: string, options: StoreOptions): Promise<JsonlStore> {
    return new JsonlStore(path, options, await JsonlLog.open(path, options));
  }

  private constructor(path: string, options: StoreOptions, log: JsonlLog) {
    super(path, options, log.index.decisions.values());
    this.#log = log;
  }

  get handleKey(): Uint8Array {
    return Buffer.from(this.#log.index.handleKey, 'hex');
  }

  original(handle: string, project?: string): Promise<string | undefined> {
    return this.#turn(() => this.#log.original(handle, project));
  }

  noteRetrieval(tokens: number): Promise<void> {
    return this.#writingTurn(() => this.#log.write({ type: 'retrieval', at: this.options.now(), tokens }, false));
  }

  needsText(hash: string): boolean {
    return !this.#log.index.texts.has(hash);
  }

  async exchanges(query: Omit<ExchangesQuery, 'type'>): Promise<ExchangePage> {
    return exchangePage(this.#log.index, query);
  }

  exchange(id: string): Promise<ExchangeDetail | undefined> {
    return this.#turn(() => this.#log.exchange(id));
  }

  async block(exchange: string, position: number): Promise<BlockView | undefined> {
    const found = await this.exchange(exchange);
    if (found === undefined) return undefined;
    const texts = await this.#turn(() =>
      this.#log.texts(hashesOf({ ...found, blocks: found.blocks.filter(block => block.position === position) })),
    );
    return blockViewOf(found, position, hash => texts.get(hash));
  }

  async texts(exchange: string): Promise<ReadonlyMap<string, string>> {
    const found = await this.exchange(exchange);
    return found === undefined ? new Map() : this.#turn(() => this.#log.texts(hashesOf(found)));
  }

  async totals(since: number): Promise<StoreTotals> {
    return totalsSince(this.#log.index, since);
  }

  async summary(): Promise<StoreSummary> {
    return summarize(this.#log.index, this.#log.size);
  }

  async readState(name: StateName): Promise<string | undefined> {
    return this.#log.index.state.get(name);
  }

  writeState(name: StateName, json: string): Promise<void> {
    return this.#writingTurn(() => this.#log.write({ type: 'state', name, json }, true));
  }

  async exportConversation(conversation: string): Promise<ConversationExport> {
    const ids = this.#log.index
      .inOrder()
      .flatMap(({ summary }) => (summary.conversation === conversation ? summary.id : []));
    const found = await Promise.all(ids.map(id => this.exchange(id)));
    const exchanges = found.filter(exchange => exchange !== undefined);
    const texts = await this.#turn(() => this.#log.texts(exchanges.flatMap(hashesOf)));
    return { conversation, exchanges, texts: Object.fromEntries(texts) };
  }

  protected write({ exchange, texts }: Recording): Promise<unknown> {
    return this.#writingTurn(() => {
      const unheld = texts.filter(({ hash }) => this.needsText(hash));
      return this.#log.write({ type: 'exchange', exchange, texts: unheld }, false);
    });
  }

  protected keep({ project, decisions, originals, at, claim }: Commit): Promise<unknown> {
    return this.#writingTurn(async () => {
      for (const original of originals) await this.#checkHandle(project, original);
      this.#checkOriginals(project, decisions, originals);
      if (claim !== undefined && !takeClaim(claim)) throw new StoreError(withdrawnCommit);
      await this.#log.write({ type: 'commit', project, at, decisions, originals }, true);
    });
  }

  protected touch(keys: readonly DecisionKey[], at: number): Promise<unknown> {
    return this.#writingTurn(() => this.#log.write({ type: 'touch', at, keys }, false));
  }

  protected drop({ cutoff, maxBytes, decisions: expired }: RetentionOrder): Promise<RetentionReport> {
    return this.#writingTurn(async () => {
      const { index } = this.#log;
      const textsBefore = index.texts.size;
      const decisions = index.dropDecisions(expired);
      const originals = index.dropOriginals(cutoff);
      index.dropRetrievals(cutoff);
      let exchanges = index.dropExchanges(index.inOrder().filter(({ summary }) => summary.startedAt < cutoff));
      if (decisions + originals + exchanges > 0 || this.#log.size > maxBytes) await this.#log.compact();
      while (this.#log.size > maxBytes && this.#log.index.exchanges.size > 0) {
        exchanges += this.#dropOldest();
        await this.#log.compact();
      }
      const texts = textsBefore - this.#log.index.texts.size;
      return { exchanges, decisions, originals, texts, storeBytes: this.#log.size };
    });
  }

  protected erase(): Promise<void> {
    return this.#writingTurn(async () => {
      await this.#log.restart();
      await removeDamaged(this.path);
    });
  }

  protected async begin(order: Reopening): Promise<Opened> {
    const notice = await this.#log.beginAnew(order);
    const { decisions } = this.#log.index;
    return { handleKey: this.handleKey, decisions: [...decisions.values()], notice };
  }

  protected release(): Promise<void> {
    return this.#log.close();
  }

  #turn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.onFile(() => this.#log.turn(work));
  }

  #writingTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.onFile(() => this.#log.writingTurn(work));
  }

  /** A tenth of what is there, so that few rounds reach the limit. */
  #dropOldest(): number {
    const { index } = this.#log;
    const oldest = index.inOrder().slice(0, Math.ceil(index.exchanges.size / 10));
    return index.dropExchanges(oldest);
  }

  async #checkHandle(project: string, { handle, text }: Original): Promise<void> {
    const known = await this.#log.original(handle, project);
    if (known === undefined || known === text) return;
    throw new StoreError(`The handle ${handle} already names another original, so this block is left as it is.`);
  }

  #checkOriginals(project: string, decisions: readonly Decision[], originals: readonly Original[]): void {
    const given = new Set(originals.map(({ handle }) => handle));
    for (const { outcome } of decisions) {
      if (outcome.kind !== 'replace' || given.has(outcome.handle)) continue;
      if (this.#log.index.original(outcome.handle, project) !== undefined) continue;
      throw new StoreError(
        `The original ${outcome.handle} of a replaced block was not given, so the replacement is not kept.`,
      );
    }
  }
}
