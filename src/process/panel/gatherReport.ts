import { makePresence, type Presence } from '../../shared/presence.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../shared/records.ts';
import { makeReport, type Report } from '../../shared/report.ts';
import { say } from '../../shared/sentences/say.ts';
import type { StoreViews } from '../../store/store.ts';

export interface ReportScope {
  /** Milliseconds since the epoch; everything when absent. */
  readonly since?: number;
  readonly conversation?: string;
  readonly project?: string;
}

/** A year of requests; what is older is in the store's own sums. */
const mostExchanges = 50_000;
/** Findings lie in the lists of each exchange; the newest ones say what to do today. */
const mostExamined = 300;
const pageSize = 1000;

/** Reads what a report is made of. Equal stores and times give equal reports. */
export async function gatherReport(
  views: Pick<StoreViews, 'exchanges' | 'exchange'>,
  scope: ReportScope,
  madeAt: number,
): Promise<Report> {
  const found = await readExchanges(views, scope);
  const live = found.filter(({ origin }) => origin === undefined);
  // What was imported is reported by itself: for its own conversation, and where there is nothing else.
  const isImported = scope.conversation === undefined && live.length === 0 && found.length > 0;
  const exchanges = scope.conversation === undefined && !isImported ? live : found;
  const details = await readDetails(views, exchanges);
  const oldest = exchanges.at(-1);
  const everything = scope.project ?? say(isImported ? 'report.imported' : 'report.all');
  const title = scope.conversation === undefined || oldest === undefined ? everything : oldest.title;
  return makeReport({ title, madeAt, exchanges, details });
}

/** What lies in agents' contexts since then, by file and server. Imported conversations are not looked into. */
export async function gatherPresence(
  views: Pick<StoreViews, 'exchanges' | 'exchange'>,
  since: number,
): Promise<Presence> {
  const found = await readExchanges(views, { since });
  return makePresence(
    await readDetails(
      views,
      found.filter(({ origin }) => origin === undefined),
    ),
  );
}

async function readDetails(
  views: Pick<StoreViews, 'exchange'>,
  exchanges: readonly ExchangeSummary[],
): Promise<readonly ExchangeDetail[]> {
  const details: ExchangeDetail[] = [];
  for (const { id } of exchanges.slice(0, mostExamined)) {
    const detail = await views.exchange(id);
    if (detail !== undefined) details.push(detail);
  }
  return details;
}

async function readExchanges(
  views: Pick<StoreViews, 'exchanges'>,
  { since = 0, conversation, project }: ReportScope,
): Promise<readonly ExchangeSummary[]> {
  const exchanges: ExchangeSummary[] = [];
  let before: number | undefined;
  do {
    const page = await views.exchanges({
      limit: pageSize,
      ...(before !== undefined && { before }),
      ...(conversation !== undefined && { conversation }),
    });
    const wanted = page.exchanges.filter(({ startedAt }) => startedAt >= since);
    exchanges.push(...wanted.filter(exchange => project === undefined || exchange.project === project));
    before = wanted.length === page.exchanges.length ? page.next : undefined;
  } while (before !== undefined && exchanges.length < mostExchanges);
  return exchanges;
}
