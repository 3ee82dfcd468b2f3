import type { Decision } from '../engine/plan/decision.ts';
import type { DecisionKey, StoredDecision } from './sqlite/decisionsTable.ts';

interface Mirrored {
  readonly decision: Decision;
  touchedAt: number;
}

/** A decision in use is touched at most this often: its age matters in days. */
const touchEveryMs = 60 * 60 * 1000;

/**
 * All decisions of the store, so that a request finds its own without waiting. Finding one is replaying it, which keeps it
 * alive; the touches are handed over in batches.
 */
export class DecisionMirror {
  readonly #projects = new Map<string, Map<string, Mirrored>>();
  readonly #replacements = new Map<string, number>();
  readonly #now: () => number;
  #touched: DecisionKey[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  find(project: string, identity: string): Decision | undefined {
    const found = this.#projects.get(project)?.get(identity);
    if (found === undefined) return undefined;
    const now = this.#now();
    if (now - found.touchedAt >= touchEveryMs) {
      found.touchedAt = now;
      this.#touched.push({ project, identity });
    }
    return found.decision;
  }

  hasReplacements(project: string): boolean {
    return (this.#replacements.get(project) ?? 0) > 0;
  }

  keep({ project, decision, touchedAt }: StoredDecision): void {
    this.#forget(project, decision.identity);
    const decisions = this.#projects.get(project) ?? new Map<string, Mirrored>();
    decisions.set(decision.identity, { decision, touchedAt });
    this.#projects.set(project, decisions);
    this.#countReplacement(project, decision, 1);
  }

  /** What was made or replayed since then; replays within `touchEveryMs` of an earlier one do not show. */
  usedSince(moment: number): readonly StoredDecision[] {
    return [...this.#projects].flatMap(([project, decisions]) =>
      [...decisions.values()]
        .filter(({ touchedAt }) => touchedAt >= moment - touchEveryMs)
        .map(({ decision, touchedAt }) => ({ project, decision, touchedAt })),
    );
  }

  /** Touches since the last call. */
  takeTouched(): readonly DecisionKey[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched;
  }

  /** Forgets, at once, what nobody replayed since `cutoff`: from here on it cannot be found, so it may be deleted. */
  takeExpired(cutoff: number): readonly DecisionKey[] {
    const expired = [...this.#projects].flatMap(([project, decisions]) =>
      [...decisions].filter(([, { touchedAt }]) => touchedAt < cutoff).map(([identity]) => ({ project, identity })),
    );
    for (const { project, identity } of expired) this.#forget(project, identity);
    return expired;
  }

  clear(): void {
    this.#projects.clear();
    this.#replacements.clear();
    this.#touched = [];
  }

  #forget(project: string, identity: string): void {
    const known = this.#projects.get(project)?.get(identity);
    if (known === undefined) return;
    this.#projects.get(project)?.delete(identity);
    this.#countReplacement(project, known.decision, -1);
  }

  #countReplacement(project: string, decision: Decision, change: number): void {
    if (decision.outcome.kind !== 'replace') return;
    this.#replacements.set(project, (this.#replacements.get(project) ?? 0) + change);
  }
}
