import { sweepBlocks } from './blocksTable.ts';
import type { Database } from './database.ts';
import { type DecisionKey, dropDecisions, dropOriginals } from './decisionsTable.ts';
import { numberIn } from './row.ts';
import { sweepTexts } from './textsTable.ts';

export interface RetentionOrder {
  /** Exchanges and lone originals from before this moment go; milliseconds since the epoch. */
  readonly cutoff: number;
  readonly maxBytes: number;
  /** Decisions whose conversation nobody continued; the mirror in memory has forgotten them already. */
  readonly decisions: readonly DecisionKey[];
}

export interface RetentionProgress {
  exchanges: number;
  decisions: number;
  originals: number;
  texts: number;
  /** Hashes of blocks whose text is gone. */
  forgotten: string[];
  isDone: boolean;
}

/** Rows of one step: a few milliseconds, so that a commit never waits long behind it. */
const stepRows = 200;
const stepExchanges = 20;

/**
 * One retention run, a step at a time, each in its own transaction. The order follows the references: exchanges, lists,
 * blocks, texts; decisions and originals go together in one step.
 */
export function* retain(database: Database, order: RetentionOrder): Generator<RetentionProgress> {
  const progress = { exchanges: 0, decisions: 0, originals: 0, texts: 0, forgotten: [], isDone: false };
  const step = <T>(work: () => T): T => database.transaction('soon', work);

  for (let at = 0; at < order.decisions.length; at += stepRows) {
    progress.decisions += step(() => dropDecisions(database, order.decisions.slice(at, at + stepRows), order.cutoff));
    yield progress;
  }
  step(() => database.run('DELETE FROM retrievals WHERE at < ?', order.cutoff));
  progress.originals += step(() => dropOriginals(database, order.cutoff));
  yield progress;
  yield* dropExchanges(database, progress, () => `place < ${Math.floor(order.cutoff) * 1024}`);
  yield* sweep(database, progress);
  while (database.usedBytes() > order.maxBytes) {
    const before = progress.exchanges;
    progress.exchanges += step(() => dropOldest(database));
    if (progress.exchanges === before) break;
    yield* sweep(database, progress);
  }
  database.script('PRAGMA incremental_vacuum');
  progress.isDone = true;
  yield progress;
}

function* dropExchanges(
  database: Database,
  progress: RetentionProgress,
  where: () => string,
): Generator<RetentionProgress> {
  for (;;) {
    const dropped = database.transaction('soon', () =>
      database.run(
        `DELETE FROM exchanges WHERE place IN
           (SELECT place FROM exchanges WHERE ${where()} ORDER BY place LIMIT ${stepExchanges})`,
      ),
    );
    progress.exchanges += dropped;
    yield progress;
    if (dropped < stepExchanges) return;
  }
}

/** A tenth of what is there, so that few rounds reach the limit. */
function dropOldest(database: Database): number {
  const row = database.get('SELECT count(*) AS count FROM exchanges');
  const count = row === undefined ? 0 : numberIn(row, 'count');
  return database.run(
    'DELETE FROM exchanges WHERE place IN (SELECT place FROM exchanges ORDER BY place LIMIT ?)',
    Math.ceil(count / 10),
  );
}

function* sweep(database: Database, progress: RetentionProgress): Generator<RetentionProgress> {
  while (database.transaction('soon', () => sweepLists(database)) > 0) yield progress;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    const swept = database.transaction('soon', () => sweepBlocks(database, from, stepRows));
    progress.forgotten.push(...swept.hashes);
    after = swept.next;
    yield progress;
  }
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after;
    const swept = database.transaction('soon', () => sweepTexts(database, from, stepRows));
    progress.texts += swept.deleted;
    after = swept.next;
    yield progress;
  }
}

/** Lists that neither an exchange nor a later list needs. Each round frees the bases of the last one. */
function sweepLists(database: Database): number {
  const rows = database.all(
    `DELETE FROM lists WHERE id IN (
       SELECT id FROM lists
        WHERE NOT EXISTS (SELECT 1 FROM exchanges WHERE list = lists.id)
          AND NOT EXISTS (SELECT 1 FROM lists AS later WHERE later.base = lists.id)
        LIMIT ?)
     RETURNING id`,
    stepRows,
  );
  for (const row of rows) database.run('DELETE FROM list_blocks WHERE list = ?', numberIn(row, 'id'));
  return rows.length;
}
