import { lossNotice } from '../losses.ts';
import type { Reopening } from '../protocol.ts';
import { type Database, type OpenedDatabase, openDatabase, setAside } from './database.ts';
import { keepDecisions, readOriginal, type StoredDecision } from './decisionsTable.ts';
import { keepHandleKey } from './stateTable.ts';

/**
 * Begins a store anew whose file was deleted, replaced or damaged while it was in use. What running conversations replay
 * comes along, so that their bytes stay as they are: decisions from memory, originals from the old file, which can be read
 * as long as its connection lives. Everything else is gone, as whoever took the file away may have wanted.
 */
export function reopenDatabase(lost: Database, { loss, now, handleKey, decisions }: Reopening): OpenedDatabase {
  const { path } = lost;
  const aside = loss === 'damaged' ? setAside(path, now) : undefined;
  lost.releaseLog();
  const { database } = openDatabase(path, now);
  try {
    keepHandleKey(database, handleKey);
    const kept = database.transaction('durable', () => decisions.filter(stored => carryOver(stored, lost, database)));
    lost.close();
    const notice = lossNotice({ path, loss, kept: kept.length, ...(aside !== undefined && { aside }) });
    return { database, notice };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A replacement whose original cannot be read any more is not kept: its text goes whole again. */
function carryOver({ project, decision, touchedAt }: StoredDecision, lost: Database, database: Database): boolean {
  const { outcome } = decision;
  try {
    const text = outcome.kind === 'replace' ? readOriginal(lost, outcome.handle, project) : undefined;
    const originals = outcome.kind === 'replace' && text !== undefined ? [{ handle: outcome.handle, text }] : [];
    database.attempt(() => keepDecisions(database, { project, decisions: [decision], originals, at: touchedAt }));
    return true;
  } catch (error) {
    if (!database.isInTransaction()) throw error;
    return false;
  }
}
