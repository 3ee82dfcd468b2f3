import type { Birth, BirthOutcome } from '../engine/plan/birth.ts';
import type { Judge, JudgeContext } from '../proxy/ports.ts';
import type { Options } from '../shared/options.ts';
import { warmUpTexts } from './warmUpTexts.ts';
import { WorkerCalls } from './workerCalls.ts';

export interface JudgeQuestion {
  readonly births: readonly Birth[];
  readonly context: JudgeContext;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadlineMs?: number;
}

/** Long past every deadline: a thread that still works on a text then is stuck in it. */
const stuckMs = 10_000;

/** After these, judging a text takes as long as it ever will. */
const practiceRounds = 6;

/** Judges in a thread of its own. */
export class WorkerJudge implements Judge {
  readonly #calls: WorkerCalls<JudgeQuestion, readonly BirthOutcome[]>;

  constructor(workerUrl: URL) {
    this.#calls = new WorkerCalls(workerUrl, stuckMs);
  }

  judge(births: readonly Birth[], context: JudgeContext, deadlineMs?: number): Promise<readonly BirthOutcome[]> {
    return this.#calls.call({ births, context, ...(deadlineMs !== undefined && { deadlineMs }) });
  }

  /** Loads the thread and its vocabularies, which takes longer than a request may wait. */
  async warmUp(options: Options, models: readonly string[]): Promise<void> {
    const asked = models.map(model => this.judge([], { model, options, canRetrieve: false }));
    await Promise.allSettled(asked);
  }

  /**
   * Lets the thread practise until its code is fast. One text at a time, so that a real question waits for one at most.
   * Never rejects.
   */
  async practise(options: Options, model: string): Promise<void> {
    const context = { model, options, canRetrieve: true };
    try {
      for (let round = 0; round < practiceRounds; round++) {
        for (const text of warmUpTexts()) {
          await this.judge(
            [{ identity: 'practice', subject: { text, kind: 'toolResult' }, handle: 'practice00' }],
            context,
          );
        }
      }
    } catch {
      // The thread is going, and with it the need.
    }
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}
