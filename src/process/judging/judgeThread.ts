import type { Birth, BirthOutcome } from '../../engine/plan/birth.ts';
import type { JudgeContext } from '../../proxy/ports.ts';
import { WorkerCalls } from '../threads/workerCalls.ts';
import { warmUpTexts } from './warmUpTexts.ts';

export interface JudgeQuestion {
  readonly births: readonly Birth[];
  readonly context: JudgeContext;
}

/** Loading and practising take a fraction of a second; this is for a machine that is busy with other things. */
const preparationMs = 30_000;

/** A text that makes a thread need more is hostile; the thread ends of it and is replaced, the process lives on. */
const heapMb = 512;

/** After these, judging a text takes as long as it ever will. */
const practiceRounds = 6;

/** One thread that judges, a question at a time. */
export class JudgeThread {
  readonly #calls: WorkerCalls<JudgeQuestion, readonly BirthOutcome[]>;

  constructor(workerUrl: URL) {
    this.#calls = new WorkerCalls(workerUrl, { timeoutMs: preparationMs, heapMb });
  }

  /** Whether its last question left it alive. */
  get isRunning(): boolean {
    return this.#calls.isRunning;
  }

  judge(question: JudgeQuestion, timeoutMs: number): Promise<readonly BirthOutcome[]> {
    return this.#calls.call(question, timeoutMs);
  }

  /** Loads the thread and a model's vocabulary, which takes longer than a request may wait. */
  async load(context: JudgeContext): Promise<void> {
    await this.#calls.call({ births: [], context });
  }

  /** Lets the thread judge texts of many kinds until its code is fast. */
  async practise(context: JudgeContext): Promise<void> {
    const births = warmUpTexts().map(text => ({
      identity: 'practice',
      subject: { text, kind: 'toolResult' as const },
      handle: 'practice00',
    }));
    for (let round = 0; round < practiceRounds; round++) await this.#calls.call({ births, context });
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}
