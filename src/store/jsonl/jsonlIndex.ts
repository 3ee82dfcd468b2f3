import type { ExchangeSummary, RateLimit } from '../../shared/records.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { DecisionKey, StoredDecision } from '../sqlite/decisionsTable.ts';
import type { Entry, EntryOf } from './entries.ts';
import type { LinePlace } from './jsonlFile.ts';

export interface IndexedExchange {
  readonly summary: ExchangeSummary;
  readonly limits: readonly RateLimit[];
  readonly place: LinePlace;
  /** Orders exchanges by start, and is unique, so that paging neither skips nor repeats. */
  readonly order: number;
}

interface IndexedOriginal {
  readonly project: string;
  readonly handle: string;
  readonly place: LinePlace;
  touchedAt: number;
}

/** What the file holds and where: everything but the texts, which stay on disk. */
export class JsonlIndex {
  readonly exchanges = new Map<string, IndexedExchange>();
  readonly decisions = new Map<string, StoredDecision>();
  readonly originals = new Map<string, IndexedOriginal>();
  /** The line that holds the text of a block, by the block's hash. */
  readonly texts = new Map<string, LinePlace>();
  readonly state = new Map<string, string>();
  readonly retrievals: EntryOf<'retrieval'>[] = [];
  readonly #orders = new Set<number>();
  handleKey = '';
  version = 0;

  add(entry: Entry, place: LinePlace): void {
    switch (entry.type) {
      case 'header':
        this.handleKey = entry.handleKey;
        this.version = entry.version;
        return;
      case 'commit':
        this.#addCommit(entry, place);
        return;
      case 'touch':
        for (const key of entry.keys) this.touch(key, entry.at);
        return;
      case 'exchange':
        this.#addExchange(entry, place);
        return;
      case 'retrieval':
        this.retrievals.push(entry);
        return;
      case 'state':
        this.state.set(entry.name, entry.json);
        return;
      default:
        unreachable(entry);
    }
  }

  touch(key: DecisionKey, at: number): void {
    const known = this.decisions.get(decisionKey(key));
    if (known !== undefined) this.decisions.set(decisionKey(key), { ...known, touchedAt: at });
  }

  original(handle: string, project?: string): IndexedOriginal | undefined {
    if (project !== undefined) return this.originals.get(originalKey(project, handle));
    return [...this.originals.values()].find(original => original.handle === handle);
  }

  /** Deletes what a retention run lets go. Its lines stay in the file until that is written anew. */
  dropDecisions(keys: readonly DecisionKey[]): number {
    return keys.filter(key => this.decisions.delete(decisionKey(key))).length;
  }

  /** Originals that no decision needs any more. Those kept without a decision have their own age. */
  dropOriginals(cutoff: number): number {
    const needed = new Set(
      [...this.decisions.values()].flatMap(({ project, decision: { outcome } }) =>
        outcome.kind === 'replace' ? [originalKey(project, outcome.handle)] : [],
      ),
    );
    const lone = [...this.originals].filter(([key, { touchedAt }]) => touchedAt < cutoff && !needed.has(key));
    for (const [key] of lone) this.originals.delete(key);
    return lone.length;
  }

  dropExchanges(exchanges: readonly IndexedExchange[]): number {
    for (const { summary } of exchanges) this.exchanges.delete(summary.id);
    return exchanges.length;
  }

  dropRetrievals(cutoff: number): void {
    const young = this.retrievals.filter(({ at }) => at >= cutoff);
    this.retrievals.splice(0, this.retrievals.length, ...young);
  }

  /** Oldest first. */
  inOrder(): readonly IndexedExchange[] {
    return [...this.exchanges.values()].toSorted((a, b) => a.order - b.order);
  }

  #addCommit({ project, at, decisions, originals }: EntryOf<'commit'>, place: LinePlace): void {
    for (const { handle } of originals) {
      const key = originalKey(project, handle);
      const known = this.originals.get(key);
      // The same text again only makes the original younger.
      if (known === undefined) this.originals.set(key, { project, handle, place, touchedAt: at });
      else known.touchedAt = Math.max(known.touchedAt, at);
    }
    for (const decision of decisions) {
      const key = decisionKey({ project, identity: decision.identity });
      this.decisions.set(key, { project, decision, touchedAt: at });
    }
  }

  #addExchange({ exchange, texts }: EntryOf<'exchange'>, place: LinePlace): void {
    const { blocks: _blocks, receipts: _receipts, waste: _waste, limits, ...summary } = exchange;
    const order = this.exchanges.get(exchange.id)?.order ?? this.#nextOrder(exchange.startedAt);
    this.exchanges.set(exchange.id, { summary, limits, place, order });
    for (const { hash } of texts) if (!this.texts.has(hash)) this.texts.set(hash, place);
  }

  #nextOrder(startedAt: number): number {
    let order = Math.floor(startedAt) * ordersPerMs;
    while (this.#orders.has(order)) order += 1;
    this.#orders.add(order);
    return order;
  }
}

/** Exchanges that may start in one millisecond before their order reaches into the next. */
const ordersPerMs = 1024;

function decisionKey({ project, identity }: DecisionKey): string {
  return `${project}\0${identity}`;
}

function originalKey(project: string, handle: string): string {
  return `${project}\0${handle}`;
}
