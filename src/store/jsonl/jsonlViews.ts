import type { ClientSeen, ExchangePage, ExchangesQuery } from '../../shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../shared/records.ts';
import { type Saving, savingOf } from '../saving.ts';
import { searchWords } from '../searchWords.ts';
import type { RetrievalFigures, StoreSummary, StoreTotals } from '../store.ts';
import type { JsonlIndex } from './jsonlIndex.ts';

export function exchangePage(index: JsonlIndex, query: Omit<ExchangesQuery, 'type'>): ExchangePage {
  const { before = Number.MAX_SAFE_INTEGER, search, conversation } = query;
  const words = searchWords(search);
  const limit = Math.max(1, Math.min(query.limit, 1000));
  const matching = index
    .inOrder()
    .toReversed()
    .filter(
      ({ order, summary }) =>
        order < before &&
        (conversation === undefined || summary.conversation === conversation) &&
        words.every(word => wordsOf(summary).includes(word)),
    );
  const shown = matching.slice(0, limit);
  const last = shown.at(-1);
  const exchanges = shown.map(({ summary }) => summary);
  return matching.length > limit && last !== undefined ? { exchanges, next: last.order } : { exchanges };
}

/** The panel's header. `since` is the start of today where the person lives; milliseconds since the epoch. */
export function totalsSince(index: JsonlIndex, since: number): StoreTotals {
  const exchanges = index.inOrder().filter(isLive);
  const savings = exchanges.filter(({ summary }) => summary.startedAt >= since).map(({ summary }) => savingOf(summary));
  return {
    clients: clientsOf(exchanges.map(({ summary }) => summary)),
    today: {
      tokensSaved: sum(savings.filter(isReal), ({ tokens }) => tokens),
      measuredUsd: usdOf(savings, 'measured'),
      estimatedUsd: usdOf(savings, 'estimated'),
      couldHaveSavedUsd: usdOf(savings, 'possible'),
    },
    limits: exchanges.findLast(({ limits }) => limits.length > 0)?.limits ?? [],
    exchanges: exchanges.length,
    retrievals: retrievalsSince(index, since),
  };
}

export function summarize(index: JsonlIndex, storeBytes: number): StoreSummary {
  const summaries = index
    .inOrder()
    .filter(isLive)
    .map(({ summary }) => summary);
  const savings = summaries.map(savingOf);
  const firstAt = summaries[0]?.startedAt;
  const lastAt = summaries.at(-1)?.startedAt;
  return {
    totalRequests: summaries.length,
    totalTokensSaved: sum(savings.filter(isReal), ({ tokens }) => tokens),
    totalTokensSimulated: sum(
      savings.filter(saving => !isReal(saving)),
      ({ tokens }) => tokens,
    ),
    totalTokensBefore: sum(summaries, ({ tokensBefore }) => tokensBefore),
    totalTokensAfter: sum(summaries, ({ tokensAfter }) => tokensAfter),
    totalWasteTokens: sum(summaries, ({ wasteTokens }) => wasteTokens),
    measuredUsdSaved: usdOf(savings, 'measured'),
    estimatedUsdSaved: usdOf(savings, 'estimated'),
    conversations: new Set(summaries.map(({ conversation }) => conversation)).size,
    decisions: index.decisions.size,
    originals: index.originals.size,
    retrievals: retrievalsSince(index, 0),
    storeBytes,
    ...(firstAt === undefined ? {} : { firstAt }),
    ...(lastAt === undefined ? {} : { lastAt }),
  };
}

/** Imported exchanges are in the lists, but in no sum. */
function isLive({ summary }: { readonly summary: ExchangeSummary }): boolean {
  return summary.origin === undefined;
}

/** What a search looks through: the words that the list shows. */
function wordsOf({ title, latest = '', model, client, project, path }: ExchangeSummary): string {
  return [title, latest, model, client, project, path].join('\n').toLowerCase();
}

/** The newest first. */
function clientsOf(summaries: readonly ExchangeSummary[]): readonly ClientSeen[] {
  const clients = new Map<string, ClientSeen>();
  for (const { client, startedAt } of summaries) {
    const exchanges = (clients.get(client)?.exchanges ?? 0) + 1;
    clients.set(client, { name: client, exchanges, lastSeenAt: startedAt });
  }
  return [...clients.values()].toSorted((a, b) => b.lastSeenAt - a.lastSeenAt);
}

function retrievalsSince({ retrievals }: JsonlIndex, since: number): RetrievalFigures {
  const counted = retrievals.filter(({ at }) => at >= since);
  return { count: counted.length, tokens: sum(counted, ({ tokens }) => tokens) };
}

function usdOf(savings: readonly Saving[], source: Saving['source']): number {
  return sum(
    savings.filter(saving => saving.source === source),
    ({ usd }) => usd,
  );
}

function isReal({ source }: Saving): boolean {
  return source !== 'possible';
}

function sum<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
