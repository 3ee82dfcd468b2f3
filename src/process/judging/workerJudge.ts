import type { Birth, BirthOutcome } from '../../engine/plan/birth.ts';
import type { Judge, JudgeContext } from '../../proxy/ports.ts';
import type { Options } from '../../shared/options.ts';
import { type JudgeQuestion, JudgeThread } from './judgeThread.ts';

/** A thread that works this much longer than anybody waits is in a text that nobody foresaw, and is replaced. */
const overrunMs = 1000;

/** The same for questions whose caller waits as long as it takes. */
const patienceMs = 10_000;

/** Larger texts take longer than most deadlines: a megabyte half a second, this a tenth of that. */
const quickCharacters = 100_000;

interface Job {
  readonly question: JudgeQuestion;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadlineMs: number;
  readonly isSlow: boolean;
  readonly resolve: (outcomes: readonly BirthOutcome[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Judges in two threads. What may take long is judged in one at most, so that there is always the other for the rest; a
 * thread that a text holds on to is replaced, and joins again once it is as fast as it was.
 */
export class WorkerJudge implements Judge {
  readonly #threads: readonly JudgeThread[];
  /** What each occupied thread is at. */
  readonly #occupied = new Map<JudgeThread, Promise<void>>();
  readonly #waiting: Job[] = [];
  #slowJobs = 0;
  #isClosed = false;

  constructor(workerUrl: URL) {
    this.#threads = [new JudgeThread(workerUrl), new JudgeThread(workerUrl)];
  }

  judge(
    births: readonly Birth[],
    context: JudgeContext,
    deadlineMs = Number.POSITIVE_INFINITY,
  ): Promise<readonly BirthOutcome[]> {
    const characters = births.reduce((sum, { subject }) => sum + subject.text.length, 0);
    const isSlow = deadlineMs === Number.POSITIVE_INFINITY || characters > quickCharacters;
    if (this.#isClosed) return Promise.reject(stopping());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question: { births, context }, deadlineMs, isSlow, resolve, reject });
      this.#handOut();
    });
  }

  /** Resolves when every thread has loaded what it needs for these models. Never rejects. */
  async warmUp(options: Options, models: readonly string[]): Promise<void> {
    const load = async (thread: JudgeThread): Promise<void> => {
      for (const model of models) await thread.load({ model, options, canRetrieve: false });
    };
    await Promise.all(this.#threads.map(thread => this.#occupy(thread, () => load(thread))));
  }

  /** Lets one thread after the other practise, so that one of them is there for real questions. Never rejects. */
  async practise(options: Options, model: string): Promise<void> {
    const context = { model, options, canRetrieve: true };
    for (const thread of this.#threads) await this.#occupy(thread, () => thread.practise(context));
  }

  /** Fails what was asked and what comes later. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(stopping());
    await Promise.all(this.#threads.map(thread => thread.close()));
    await Promise.all(this.#occupied.values());
  }

  #handOut(): void {
    for (const thread of this.#threads) {
      if (this.#occupied.has(thread)) continue;
      const job = this.#takeJob();
      if (job === undefined) return;
      void this.#occupy(thread, () => this.#run(job, thread));
    }
  }

  #takeJob(): Job | undefined {
    this.#dropLate();
    const at = this.#waiting.findIndex(({ isSlow }) => !isSlow || this.#slowJobs === 0);
    return at === -1 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  /** A text that nobody waits for any more would only hold up the next request's. */
  #dropLate(): void {
    const now = Date.now();
    for (const job of this.#waiting.filter(({ deadlineMs }) => deadlineMs < now)) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      job.reject(new Error('the deadline passed before the judgement began'));
    }
  }

  async #run({ question, deadlineMs, isSlow, resolve, reject }: Job, thread: JudgeThread): Promise<void> {
    this.#slowJobs += isSlow ? 1 : 0;
    const timeoutMs = deadlineMs === Number.POSITIVE_INFINITY ? patienceMs : deadlineMs - Date.now() + overrunMs;
    try {
      resolve(await thread.judge(question, timeoutMs));
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#slowJobs -= isSlow ? 1 : 0;
    }
    if (thread.isRunning || this.#isClosed) return;
    await thread.load(question.context);
    await thread.practise(question.context);
  }

  /** Keeps a thread for one piece of work, after what it is at. Failing work has told its own caller. */
  async #occupy(thread: JudgeThread, work: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return;
    const before = this.#occupied.get(thread);
    const occupied = (before === undefined ? work() : before.then(work)).catch(() => undefined);
    this.#occupied.set(thread, occupied);
    await occupied;
    if (this.#occupied.get(thread) !== occupied) return;
    this.#occupied.delete(thread);
    this.#handOut();
  }
}

function stopping(): Error {
  return new Error('the engine is stopping');
}
