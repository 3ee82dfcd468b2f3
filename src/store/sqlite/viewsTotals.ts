import type { RateLimit } from '../../shared/records.ts';
import type { RetrievalFigures, StoreSummary, StoreTotals } from '../store.ts';
import type { Database } from './database.ts';
import { numberIn, optionalNumberIn, type Row, textIn } from './row.ts';

/** The panel's header: what went through the proxy, nothing that was imported. `since` is the start of today where the person lives; milliseconds since the epoch. */
export function totalsSince(database: Database, since: number): StoreTotals {
  const saved = one(
    database,
    `SELECT total(CASE WHEN saved_source <> 'possible' THEN tokens_saved END) AS tokens,
            total(CASE WHEN saved_source = 'measured' THEN saved_usd END) AS measured,
            total(CASE WHEN saved_source = 'estimated' THEN saved_usd END) AS estimated,
            total(CASE WHEN saved_source = 'possible' THEN saved_usd END) AS possible
       FROM exchanges WHERE place >= ? AND origin IS NULL`,
    Math.floor(since) * 1024,
  );
  const clients = database.all(
    `SELECT client, count(*) AS exchanges, max(started_at) AS last FROM exchanges
      WHERE origin IS NULL GROUP BY client ORDER BY last DESC`,
  );
  return {
    retrievals: retrievalsSince(database, since),
    clients: clients.map(row => ({
      name: textIn(row, 'client'),
      exchanges: numberIn(row, 'exchanges'),
      lastSeenAt: numberIn(row, 'last'),
    })),
    today: {
      tokensSaved: numberIn(saved, 'tokens'),
      measuredUsd: numberIn(saved, 'measured'),
      estimatedUsd: numberIn(saved, 'estimated'),
      couldHaveSavedUsd: numberIn(saved, 'possible'),
    },
    limits: newestLimits(database),
    exchanges: numberIn(one(database, 'SELECT count(*) AS count FROM exchanges WHERE origin IS NULL'), 'count'),
  };
}

export function summarize(database: Database): StoreSummary {
  const row = one(
    database,
    `SELECT count(*) AS requests, count(DISTINCT conversation) AS conversations,
            total(CASE WHEN saved_source <> 'possible' THEN tokens_saved END) AS saved,
            total(CASE WHEN saved_source = 'possible' THEN tokens_saved END) AS simulated,
            total(tokens_before) AS before, total(tokens_after) AS after, total(waste_tokens) AS waste,
            total(CASE WHEN saved_source = 'measured' THEN saved_usd END) AS measured,
            total(CASE WHEN saved_source = 'estimated' THEN saved_usd END) AS estimated,
            min(started_at) AS first, max(started_at) AS last,
            (SELECT count(*) FROM decisions) AS decisions, (SELECT count(*) FROM originals) AS originals
       FROM exchanges WHERE origin IS NULL`,
  );
  const firstAt = optionalNumberIn(row, 'first');
  const lastAt = optionalNumberIn(row, 'last');
  return {
    totalRequests: numberIn(row, 'requests'),
    totalTokensSaved: numberIn(row, 'saved'),
    totalTokensSimulated: numberIn(row, 'simulated'),
    totalTokensBefore: numberIn(row, 'before'),
    totalTokensAfter: numberIn(row, 'after'),
    totalWasteTokens: numberIn(row, 'waste'),
    measuredUsdSaved: numberIn(row, 'measured'),
    estimatedUsdSaved: numberIn(row, 'estimated'),
    conversations: numberIn(row, 'conversations'),
    decisions: numberIn(row, 'decisions'),
    originals: numberIn(row, 'originals'),
    retrievals: retrievalsSince(database, 0),
    storeBytes: database.usedBytes(),
    ...(firstAt === undefined ? {} : { firstAt }),
    ...(lastAt === undefined ? {} : { lastAt }),
  };
}

function retrievalsSince(database: Database, since: number): RetrievalFigures {
  const row = one(database, 'SELECT count(*) AS count, total(tokens) AS tokens FROM retrievals WHERE at >= ?', since);
  return { count: numberIn(row, 'count'), tokens: numberIn(row, 'tokens') };
}

function newestLimits(database: Database): readonly RateLimit[] {
  const row = database.get('SELECT limits FROM exchanges WHERE limits IS NOT NULL ORDER BY place DESC LIMIT 1');
  return row === undefined ? [] : JSON.parse(textIn(row, 'limits'));
}

function one(database: Database, sql: string, ...values: number[]): Row {
  const row = database.get(sql, ...values);
  if (row === undefined) throw new Error('An aggregate always has one row.');
  return row;
}
