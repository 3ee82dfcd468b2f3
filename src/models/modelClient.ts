import type { JobName, JobOutcome, Jobs, ModelFolders, ModelSettings } from './jobs.ts';
import { ModelChild } from './modelChild.ts';

export interface ModelClientConfig {
  /** Entry point of the model process. */
  readonly program: URL;
  readonly settings: ModelSettings;
  /** The process ends after this time without a job, and gives its memory back. */
  readonly idleMs?: number;
  /** A process that leaves a job unanswered for so long after its deadline is stuck in it, and is ended. */
  readonly stuckMs?: number;
}

const defaultIdleMs = 60_000;
const defaultStuckMs = 10_000;

/** From a cold disk, on a machine at work. */
const preparationMs = 30_000;

/** After so many ends in a row without a finished job, the process is not started again. */
const maxFaults = 3;

/**
 * Asks the model process, which starts at the first job and ends when idle. Never rejects and never outlasts a deadline:
 * whoever asks sends the picture as it is when a job fails.
 */
export class ModelClient {
  readonly #config: ModelClientConfig;
  #settings: ModelSettings;
  #child: ModelChild | undefined;
  /** The process that was told to load what pictures need. */
  #prepared: ModelChild | undefined;
  #idle: NodeJS.Timeout | undefined;
  #faults = 0;
  #off: string | undefined;

  constructor(config: ModelClientConfig) {
    this.#config = config;
    this.#settings = config.settings;
  }

  /** Why no job is done any more; `undefined` while they are. */
  get off(): string | undefined {
    return this.#off;
  }

  async ask<Name extends JobName>(
    name: Name,
    request: Jobs[Name]['request'],
    deadlineMs: number,
  ): Promise<JobOutcome<Name>> {
    if (this.#off !== undefined) return { kind: 'failed', reason: this.#off };
    clearTimeout(this.#idle);
    const child = this.#running();
    const answer = child.ask(name, request);
    // Also after a job that nobody waited for any more.
    answer.finally(() => this.#endWhenIdle(child));
    const outcome = await this.#inTime(child, answer, deadlineMs);
    if (outcome.kind === 'done') this.#faults = 0;
    return outcome;
  }

  /** Has the process ready for a picture that is likely to come, and puts its end off. Nobody waits for that. */
  prepare(): void {
    if (this.#child === undefined || this.#child !== this.#prepared) {
      void this.ask('prepare', {}, preparationMs);
      this.#prepared = this.#child;
    } else {
      this.#endWhenIdle(this.#child);
    }
  }

  /** Takes downloaded models from the next job on; a process at work finishes what it has. */
  use(folders: ModelFolders): void {
    this.#settings = { ...this.#settings, ...folders };
    const child = this.#child;
    this.#child = undefined;
    child?.retire();
  }

  /** Ends the process; open jobs fail. It starts again at the next job. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    await child?.end('the model process was stopped');
  }

  #running(): ModelChild {
    if (this.#child !== undefined) return this.#child;
    const child = new ModelChild(this.#config.program, this.#settings);
    this.#child = child;
    child.ended.then(reason => this.#lose(child, reason));
    return child;
  }

  /** The outcome, or the deadline; a job that goes on long after it takes its process along. */
  async #inTime<Name extends JobName>(
    child: ModelChild,
    answer: Promise<JobOutcome<Name>>,
    deadlineMs: number,
  ): Promise<JobOutcome<Name>> {
    const { promise: late, resolve } = Promise.withResolvers<JobOutcome<Name>>();
    const { stuckMs = defaultStuckMs } = this.#config;
    const deadline = setTimeout(() => {
      const stuck = setTimeout(() => this.#giveUp(child), stuckMs);
      stuck.unref();
      answer.finally(() => clearTimeout(stuck));
      resolve({ kind: 'failed', reason: `no answer within ${deadlineMs} ms` });
    }, deadlineMs);
    answer.finally(() => clearTimeout(deadline));
    return Promise.race([answer, late]);
  }

  #giveUp(child: ModelChild): void {
    child.end('the model process was stuck');
  }

  /** The process ended without having been asked to. */
  #lose(child: ModelChild, reason: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#faults++;
    if (this.#faults < maxFaults) return;
    this.#off = `images are left alone, because the model process failed ${maxFaults} times in a row, at last: ${reason}`;
  }

  #endWhenIdle(child: ModelChild): void {
    if (child !== this.#child || child.openJobs > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), this.#config.idleMs ?? defaultIdleMs);
    this.#idle.unref();
  }
}
