import type { ExchangeSummary } from '../../shared/records.ts';
import type { StoreViews } from '../../store/store.ts';

const pageSize = 1000;
/** A busy week of a whole team. */
const mostExchanges = 20_000;

/** Ids of what went through the proxy since then, by conversation, each oldest first. */
export async function readRecorded(
  views: Pick<StoreViews, 'exchanges'>,
  sinceMs: number,
): Promise<readonly (readonly string[])[]> {
  const found: ExchangeSummary[] = [];
  let before: number | undefined;
  do {
    const page = await views.exchanges({ limit: pageSize, ...(before !== undefined && { before }) });
    const wanted = page.exchanges.filter(({ startedAt }) => startedAt >= sinceMs);
    found.push(...wanted.filter(isReplayable));
    before = wanted.length === page.exchanges.length ? page.next : undefined;
  } while (before !== undefined && found.length < mostExchanges);
  const byConversation = Map.groupBy(found.toReversed(), ({ conversation }) => conversation);
  return [...byConversation.values()].map(exchanges => exchanges.map(({ id }) => id));
}

/** What was refused, or could not be read, was no part of its conversation. */
function isReplayable({ origin, status, tokensBefore }: ExchangeSummary): boolean {
  return origin === undefined && status < 400 && tokensBefore > 0;
}
