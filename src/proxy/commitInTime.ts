import { newClaim, withdrawClaim } from '../engine/plan/claim.ts';
import type { Decision, DecisionBook, Original } from '../engine/plan/decision.ts';
import { say } from '../shared/sentences/say.ts';
import { type Deadline, inTime, startDeadline, type Timely } from './deadline.ts';

/** Decisions with their originals, for one project. */
export interface Commit {
  readonly project: string;
  readonly decisions: readonly Decision[];
  readonly originals: readonly Original[];
}

export interface TimelyCommit {
  readonly outcome: Timely<void>;
  /** Settles when the writer is done, whatever became of it. */
  readonly written: Promise<void>;
}

/** A disk that takes longer to make a commit durable than this hangs; nobody can tell then what a crash would leave. */
const syncMs = 1000;

/**
 * Makes replacements durable before the deadline, or keeps them from ever becoming so: the original may leave only when a crash
 * right now could not leave the replacement behind. Where the writer is past recall, its end is waited for.
 */
export async function commitInTime(
  book: DecisionBook,
  { project, decisions, originals }: Commit,
  deadline: Deadline,
): Promise<TimelyCommit> {
  const claim = newClaim();
  const written = attempt(() => book.commit(project, decisions, originals, claim));
  const name = say('work.writing');
  let outcome = await inTime(written, deadline, name);
  if (outcome.kind === 'failed' && !withdrawClaim(claim)) {
    const patience = startDeadline(syncMs);
    outcome = await inTime(written, patience, name);
    patience.cancel();
  }
  return { outcome, written };
}

/** A rejection for a service that throws at once. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Value> {
  return work();
}
