import type { BlockView, ExchangePage } from '../shared/panelProtocol.ts';
import type { ExchangeDetail, RateLimit, Receipt } from '../shared/records.ts';
import { blockText } from './blocksTable.ts';
import type { Database } from './database.ts';
import { summaryIn } from './exchangesTable.ts';
import type { ListsTable } from './listsTable.ts';
import { numberIn, type Row, textIn } from './row.ts';
import type { BlockText, ConversationExport, StoreViews } from './store.ts';

const notKept = '[This text is no longer in the store.]';

export function exchangePage(database: Database, query: Parameters<StoreViews['exchanges']>[0]): ExchangePage {
  const limit = Math.max(1, Math.min(query.limit, 1000));
  const rows = database.all(
    `SELECT place, summary FROM exchanges
      WHERE place < ?1
        AND (?2 IS NULL OR words LIKE ?2 ESCAPE '\\')
        AND (?3 IS NULL OR conversation = ?3)
      ORDER BY place DESC LIMIT ?4`,
    query.before ?? Number.MAX_SAFE_INTEGER,
    query.search === undefined || query.search === '' ? null : likePattern(query.search),
    query.conversation ?? null,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const exchanges = shown.map(summaryIn);
  return rows.length > limit && last !== undefined ? { exchanges, next: numberIn(last, 'place') } : { exchanges };
}

export function exchangeDetail(database: Database, lists: ListsTable, id: string): ExchangeDetail | undefined {
  const row = database.get('SELECT summary, limits, list FROM exchanges WHERE id = ?', id);
  return row === undefined ? undefined : detailIn(row, lists);
}

/** Both texts of one block, with a receipt that says why it is as it is. */
export function blockView(database: Database, exchange: ExchangeDetail, position: number): BlockView | undefined {
  const block = exchange.blocks.find(one => one.position === position);
  if (block === undefined) return undefined;
  const receipt: Receipt = exchange.receipts.find(one => one.block === position) ?? {
    block: position,
    kind: block.kind,
    transform: 'none',
    reason: 'not judged',
    tokensBefore: block.tokensBefore,
    tokensAfter: block.tokensAfter,
  };
  const after = block.replacementHash === undefined ? undefined : blockText(database, block.replacementHash);
  return {
    exchange: exchange.id,
    position,
    label: block.label,
    kind: block.kind,
    before: blockText(database, block.hash) ?? notKept,
    ...(after === undefined ? {} : { after }),
    receipt,
  };
}

export function textsOf(database: Database, exchange: ExchangeDetail): readonly BlockText[] {
  const hashes = exchange.blocks.flatMap(({ hash, replacementHash }) =>
    replacementHash === undefined ? [hash] : [hash, replacementHash],
  );
  return [...new Set(hashes)].flatMap(hash => {
    const text = blockText(database, hash);
    return text === undefined ? [] : [{ hash, text }];
  });
}

export function exportedConversation(database: Database, lists: ListsTable, conversation: string): ConversationExport {
  const exchanges = database
    .all('SELECT summary, limits, list FROM exchanges WHERE conversation = ? ORDER BY place', conversation)
    .map(row => detailIn(row, lists));
  const texts = exchanges
    .flatMap(exchange => textsOf(database, exchange))
    .map(({ hash, text }) => [hash, text] as const);
  return { conversation, exchanges, texts: Object.fromEntries(texts) };
}

function detailIn(row: Row, lists: ListsTable): ExchangeDetail {
  const limits: readonly RateLimit[] = row.limits === null ? [] : JSON.parse(textIn(row, 'limits'));
  return { ...summaryIn(row), ...lists.read(numberIn(row, 'list')), limits };
}

function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}
