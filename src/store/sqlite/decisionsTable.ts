import { type Claim, takeClaim } from '../../engine/plan/claim.ts';
import type { Decision, Original, Outcome } from '../../engine/plan/decision.ts';
import { StoreError, withdrawnCommit } from '../store.ts';
import type { Database } from './database.ts';
import { numberIn, type Row, textIn } from './row.ts';
import { keepText, readText } from './textsTable.ts';

export interface Commit {
  readonly project: string;
  readonly decisions: readonly Decision[];
  readonly originals: readonly Original[];
  readonly at: number;
  readonly claim?: Claim;
}

export interface DecisionKey {
  readonly project: string;
  readonly identity: string;
}

export interface StoredDecision {
  readonly project: string;
  readonly decision: Decision;
  readonly touchedAt: number;
}

/** Writes decisions with their originals, inside the caller's transaction: neither is ever there without the other. */
export function keepDecisions(database: Database, commit: Commit): void {
  for (const original of commit.originals) keepOriginal(database, commit, original);
  for (const decision of commit.decisions) keepDecision(database, commit, decision);
  if (commit.claim !== undefined && !takeClaim(commit.claim)) throw new StoreError(withdrawnCommit);
}

export function readDecisions(database: Database): readonly StoredDecision[] {
  return database.all('SELECT * FROM decisions').map(row => ({
    project: textIn(row, 'project'),
    touchedAt: numberIn(row, 'touched_at'),
    decision: decisionIn(database, row),
  }));
}

export function readOriginal(database: Database, handle: string, project?: string): string | undefined {
  const row =
    project === undefined
      ? database.get('SELECT text FROM originals WHERE handle = ?', handle)
      : database.get('SELECT text FROM originals WHERE handle = ? AND project = ?', handle, project);
  return row === undefined ? undefined : readText(database, numberIn(row, 'text'));
}

/** A decision that is replayed keeps its original alive too. */
export function touchDecisions(database: Database, keys: readonly DecisionKey[], at: number): void {
  for (const { project, identity } of keys) {
    database.run('UPDATE decisions SET touched_at = ? WHERE project = ? AND identity = ?', at, project, identity);
  }
}

/** Deletes decisions that were last touched before `cutoff`; another process may have touched one since it was chosen. */
export function dropDecisions(database: Database, keys: readonly DecisionKey[], cutoff: number): number {
  return keys.reduce(
    (count, { project, identity }) =>
      count +
      database.run(
        'DELETE FROM decisions WHERE project = ? AND identity = ? AND touched_at < ?',
        project,
        identity,
        cutoff,
      ),
    0,
  );
}

/** Deletes originals that no decision needs any more. Those kept without a decision (by `compress`) have their own age. */
export function dropOriginals(database: Database, cutoff: number): number {
  return database.run(
    `DELETE FROM originals WHERE touched_at < ? AND NOT EXISTS (
       SELECT 1 FROM decisions WHERE decisions.project = originals.project AND decisions.handle = originals.handle)`,
    cutoff,
  );
}

function keepOriginal(database: Database, { project, at }: Commit, { handle, text }: Original): void {
  const id = keepText(database, text);
  const known = database.get('SELECT text FROM originals WHERE handle = ? AND project = ?', handle, project);
  if (known !== undefined && numberIn(known, 'text') !== id) {
    throw new StoreError(`The handle ${handle} already names another original, so this block is left as it is.`);
  }
  database.run(
    `INSERT INTO originals (project, handle, text, touched_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET touched_at = max(touched_at, excluded.touched_at)`,
    project,
    handle,
    id,
    at,
  );
}

function keepDecision(database: Database, { project, at }: Commit, decision: Decision): void {
  const { identity, outcome, tokensBefore, tokensAfter } = decision;
  const { output, ...rest } = outcome.kind === 'replace' ? outcome : { ...outcome, output: undefined };
  const handle = outcome.kind === 'replace' ? outcome.handle : undefined;
  if (handle !== undefined && readOriginalId(database, project, handle) === undefined) {
    throw new StoreError(`The original ${handle} of a replaced block was not given, so the replacement is not kept.`);
  }
  database.run(
    'INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    project,
    identity,
    JSON.stringify(rest),
    output === undefined ? null : keepText(database, output),
    handle ?? null,
    tokensBefore,
    tokensAfter,
    at,
  );
}

function readOriginalId(database: Database, project: string, handle: string): number | undefined {
  const row = database.get('SELECT text FROM originals WHERE handle = ? AND project = ?', handle, project);
  return row === undefined ? undefined : numberIn(row, 'text');
}

function decisionIn(database: Database, row: Row): Decision {
  const stored: Outcome = JSON.parse(textIn(row, 'outcome'));
  const outcome =
    stored.kind === 'replace' ? { ...stored, output: readText(database, numberIn(row, 'output')) } : stored;
  return {
    identity: textIn(row, 'identity'),
    outcome,
    tokensBefore: numberIn(row, 'tokens_before'),
    tokensAfter: numberIn(row, 'tokens_after'),
  };
}
