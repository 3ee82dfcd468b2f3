import type { ExchangePage } from '../../shared/panelProtocol.ts';
import type { ExchangeDetail, RateLimit } from '../../shared/records.ts';
import { hashesOf } from '../blockView.ts';
import { searchWords } from '../searchWords.ts';
import type { BlockText, ConversationExport, StoreViews } from '../store.ts';
import { blockText } from './blocksTable.ts';
import type { Database } from './database.ts';
import { summaryIn } from './exchangesTable.ts';
import type { ListsTable } from './listsTable.ts';
import { numberIn, type Row, textIn } from './row.ts';

export function exchangePage(database: Database, query: Parameters<StoreViews['exchanges']>[0]): ExchangePage {
  const limit = Math.max(1, Math.min(query.limit, 1000));
  const patterns = searchWords(query.search).map(likePattern);
  const rows = database.all(
    `SELECT place, summary FROM exchanges
      WHERE place < ?1
        AND (?2 IS NULL OR conversation = ?2)
        ${patterns.map((_, index) => `AND words LIKE ?${index + 4} ESCAPE '\\'`).join('\n        ')}
      ORDER BY place DESC LIMIT ?3`,
    query.before ?? Number.MAX_SAFE_INTEGER,
    query.conversation ?? null,
    limit + 1,
    ...patterns,
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

export function textsOf(database: Database, exchange: ExchangeDetail): readonly BlockText[] {
  return hashesOf(exchange).flatMap(hash => {
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
