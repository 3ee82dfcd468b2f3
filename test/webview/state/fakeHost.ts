import type { Overview, PanelAnswers, PanelEvent, PanelQuery } from '../../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../../src/shared/records.ts';
import type { Host, HostNews } from '../../../webview/host/host.ts';
import { detailOf, overviewOf, simulationOf } from '../fixtures.ts';
import { conversationTrialOf } from '../historyFixtures.ts';

/** A host without a page: answers from what it is given, and says what a test lets it say. */
export class FakeHost implements Host {
  exchanges: readonly ExchangeSummary[];
  overview: Overview;
  readonly asked: PanelQuery[] = [];
  /** Fails every question while it is set. */
  failure: string | undefined;
  /** Fails to keep an arrangement while it is set. */
  isFull = false;
  #hear: (news: HostNews) => void = () => {};

  constructor(exchanges: readonly ExchangeSummary[]) {
    this.exchanges = exchanges;
    this.overview = overviewOf(exchanges);
  }

  async ask<Query extends PanelQuery>(query: Query): Promise<PanelAnswers[Query['type']]> {
    this.asked.push(query);
    if (this.failure !== undefined) throw new Error(this.failure);
    return this.#answer(query) as PanelAnswers[Query['type']];
  }

  #answer(query: PanelQuery): unknown {
    switch (query.type) {
      case 'overview':
        return this.overview;
      case 'exchanges':
        return { exchanges: this.exchanges };
      case 'exchange':
        return detailOf(this.#exchange(query.id));
      case 'simulate':
        return query.subject.kind === 'exchange'
          ? simulationOf(detailOf(this.#exchange(query.subject.id)), query.options)
          : undefined;
      case 'conversationTrial':
        return conversationTrialOf(this.exchanges, query.conversation, query.options);
      case 'job':
        return null;
      default:
        return { folder: '', sessions: 0, bytes: 0 };
    }
  }

  #exchange(id: string): ExchangeSummary {
    const found = this.exchanges.find(exchange => exchange.id === id);
    if (found === undefined) throw new Error('This exchange is no longer in the store.');
    return found;
  }

  count(type: PanelQuery['type']): number {
    return this.asked.filter(query => query.type === type).length;
  }

  tell(event: PanelEvent): void {
    this.#hear({ type: 'event', event });
  }

  link(): void {
    this.#hear({ type: 'linked' });
  }

  listen(hear: (news: HostNews) => void): void {
    this.#hear = hear;
    this.link();
  }

  save(): void {
    if (this.isFull) throw new Error('The quota has been exceeded.');
  }

  act(): void {}

  can(): boolean {
    return true;
  }

  restore(): undefined {}
}
