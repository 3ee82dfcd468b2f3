import type { ExchangeDetail, ExchangeSummary } from '../../shared/records.ts';
import { savingOf } from '../saving.ts';
import type { Recording } from '../store.ts';
import { keepBlock } from './blocksTable.ts';
import type { Database } from './database.ts';
import type { ListsTable } from './listsTable.ts';
import { numberIn, type Row, textIn } from './row.ts';

/** Places of one millisecond. A place orders exchanges by start, and is unique, so that paging neither skips nor repeats. */
const placesPerMs = 1024;

/** Writes one exchange with its texts, inside the caller's transaction. The same id again replaces the earlier record. */
export function keepExchange(database: Database, lists: ListsTable, { exchange, texts }: Recording): void {
  for (const text of texts) keepBlock(database, text);
  const list = lists.keep(exchange, baseList(database, exchange));
  const columns = { ...columnsOf(exchange), list, place: placeOf(database, exchange) };
  const names = Object.keys(columns);
  database.run(
    `INSERT OR REPLACE INTO exchanges (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ...Object.values(columns),
  );
}

export function summaryIn(row: Row): ExchangeSummary {
  return JSON.parse(textIn(row, 'summary'));
}

/** What SQL filters, sorts or sums has a column; the rest is in `summary`. */
function columnsOf(exchange: ExchangeDetail) {
  const { blocks: _blocks, receipts: _receipts, waste: _waste, limits, ...summary } = exchange;
  const saving = savingOf(exchange);
  const words = [exchange.title, exchange.latest, exchange.model, exchange.client, exchange.project, exchange.path];
  return {
    id: exchange.id,
    conversation: exchange.conversation,
    project: exchange.project,
    client: exchange.client,
    provider: exchange.provider,
    model: exchange.model,
    mode: exchange.mode,
    started_at: exchange.startedAt,
    status: exchange.status,
    words: words.filter(word => word !== undefined).join('\n'),
    tokens_before: exchange.tokensBefore,
    tokens_after: exchange.tokensAfter,
    waste_tokens: exchange.wasteTokens,
    usage_input: exchange.usage?.input ?? null,
    usage_output: exchange.usage?.output ?? null,
    usage_cache_read: exchange.usage?.cacheRead ?? null,
    usage_cache_write_5m: exchange.usage?.cacheWrite5m ?? null,
    usage_cache_write_1h: exchange.usage?.cacheWrite1h ?? null,
    tokens_saved: saving.tokens,
    saved_usd: saving.usd,
    saved_source: saving.source,
    limits: limits.length === 0 ? null : JSON.stringify(limits),
    origin: exchange.origin ?? null,
    summary: JSON.stringify(summary),
  };
}

/** The parent's list, else that of the conversation's newest exchange: whichever it is, most rows are the same. */
function baseList(database: Database, { id, parent, conversation }: ExchangeDetail): number | undefined {
  const row =
    (parent === undefined ? undefined : database.get('SELECT list FROM exchanges WHERE id = ?', parent)) ??
    database.get(
      'SELECT list FROM exchanges WHERE conversation = ? AND id <> ? ORDER BY place DESC LIMIT 1',
      conversation,
      id,
    );
  return row === undefined ? undefined : numberIn(row, 'list');
}

function placeOf(database: Database, { id, startedAt }: ExchangeDetail): number {
  const known = database.get('SELECT place FROM exchanges WHERE id = ?', id);
  if (known !== undefined) return numberIn(known, 'place');
  const first = Math.floor(startedAt) * placesPerMs;
  const taken = database.get(
    'SELECT place FROM exchanges WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1',
    first,
    first + placesPerMs,
  );
  return taken === undefined ? first : numberIn(taken, 'place') + 1;
}
