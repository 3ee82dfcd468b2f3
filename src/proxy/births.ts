import type { Birth } from '../engine/plan/birth.ts';
import type { Decision, DecisionBook } from '../engine/plan/decision.ts';
import { say } from '../shared/sentences/say.ts';
import { attempt, commitInTime } from './commitInTime.ts';
import { type Deadline, inTime, startDeadline } from './deadline.ts';
import type { Judge, JudgeContext } from './ports.ts';

/** How one block's judgement came out for everybody who asked. */
export interface Verdict {
  readonly decision: Decision;
  /** Why the block was left alone although nobody judged it so. */
  readonly fault?: string;
}

interface Flight {
  readonly verdict: Promise<Verdict>;
}

/** Outcomes that could not be written down are remembered up to this number, so that a retry does not decide anew. */
const maxUnwritten = 10_000;

/**
 * Sees to it that a block is judged once. Concurrent requests share one judgement and one deadline, which starts with the
 * first of them; what comes later is discarded, and "left alone" is then the outcome for all, and lasts. A replacement
 * counts only when it is durable before the deadline.
 */
export class Births {
  readonly #judge: Judge;
  readonly #book: DecisionBook;
  readonly #flights = new Map<string, Flight>();

  constructor(judge: Judge, book: DecisionBook) {
    this.#judge = judge;
    this.#book = book;
  }

  /** One verdict per birth, in their order, no later than the deadline. Never rejects. */
  decide(
    project: string,
    births: readonly Birth[],
    context: JudgeContext,
    deadlineMs: number,
  ): Promise<readonly Verdict[]> {
    const fresh = unique(births).filter(birth => !this.#flights.has(keyOf(project, birth.identity)));
    if (fresh.length > 0) this.#takeOff(project, fresh, context, deadlineMs);
    return Promise.all(
      births.map(
        birth => this.#flights.get(keyOf(project, birth.identity))?.verdict ?? leave(birth, say('left.notJudged')),
      ),
    );
  }

  /**
   * What is new first, and of that small texts: what is judged in time counts, whatever became of a large neighbour or of
   * history that would be judged late.
   */
  #takeOff(project: string, births: readonly Birth[], context: JudgeContext, deadlineMs: number): void {
    const deadline = startDeadline(deadlineMs);
    const rank = ({ rewrite }: Birth): number => (rewrite === undefined ? 0 : 1);
    const inOrder = births.toSorted((a, b) => rank(a) - rank(b) || a.subject.text.length - b.subject.text.length);
    const landings = inOrder.map(birth => {
      const landed = this.#fly(project, birth, context, deadline);
      const key = keyOf(project, birth.identity);
      this.#flights.set(key, { verdict: landed.then(({ verdict }) => verdict) });
      // Until the outcome is written down, only the flight knows it.
      void landed.then(({ written }) =>
        written.then(
          () => this.#flights.delete(key),
          () => this.#forgetOldest(),
        ),
      );
      return landed;
    });
    void Promise.all(landings).then(() => deadline.cancel());
  }

  async #fly(
    project: string,
    birth: Birth,
    context: JudgeContext,
    deadline: Deadline,
  ): Promise<{ readonly verdict: Verdict; readonly written: Promise<void> }> {
    const judged = await inTime(
      attempt(() => this.#judge.judge([birth], context, deadline.atMs)),
      deadline,
      say('work.judging'),
    );
    if (judged.kind === 'failed') return this.#leave(project, birth, judged.fault);
    const [outcome] = judged.value;
    if (outcome === undefined) return this.#leave(project, birth, say('left.noOutcome'));
    const verdict = { decision: outcome.decision };
    // A block left alone goes as it is, so nothing has to be durable before it leaves.
    if (outcome.original === undefined) {
      return { verdict, written: attempt(() => this.#book.commit(project, [outcome.decision], [])) };
    }
    const commit = { project, decisions: [outcome.decision], originals: [outcome.original] };
    const { outcome: kept, written } = await commitInTime(this.#book, commit, deadline);
    return kept.kind === 'failed' ? this.#leave(project, birth, kept.fault, written) : { verdict, written };
  }

  /** Overwrites whatever a late commit may still write: these bytes went out as they were. */
  #leave(
    project: string,
    birth: Birth,
    fault: string,
    lateCommit: Promise<void> = Promise.resolve(),
  ): { readonly verdict: Verdict; readonly written: Promise<void> } {
    const verdict = leave(birth, fault);
    const written = lateCommit.catch(() => undefined).then(() => this.#book.commit(project, [verdict.decision], []));
    return { verdict, written };
  }

  #forgetOldest(): void {
    for (const key of this.#flights.keys()) {
      if (this.#flights.size <= maxUnwritten) return;
      this.#flights.delete(key);
    }
  }
}

function leave(birth: Birth, fault: string): Verdict {
  const outcome = { kind: 'leave', reason: fault } as const;
  return { decision: { identity: birth.identity, outcome, tokensBefore: 0, tokensAfter: 0 }, fault };
}

function unique(births: readonly Birth[]): readonly Birth[] {
  return [...new Map(births.map(birth => [birth.identity, birth])).values()];
}

function keyOf(project: string, identity: string): string {
  return `${project}\0${identity}`;
}
