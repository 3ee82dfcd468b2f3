import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobMessage, JobName, JobOutcome, JobReply, Jobs, ModelSettings } from './jobs.ts';

/** How much of what a dying process says is kept to explain its end. */
const keptErrorChars = 400;

/** One run of the model process: jobs go in, outcomes come back in any order. Open jobs fail when it ends. */
export class ModelChild {
  /** Resolves with the reason when the process is gone. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  readonly #open = new Map<number, (reply: JobReply) => void>();
  #lastId = 0;
  #lastErrors = '';
  #reason: string | undefined;
  #isRetired = false;

  constructor(program: URL, settings: ModelSettings) {
    // The advanced form carries bytes as bytes. Nothing of the parent's own flags (debugger, loaders) goes along.
    this.#process = fork(fileURLToPath(program), [JSON.stringify(settings)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#process.on('message', (reply: JobReply) => this.#settle(reply));
    this.#process.on('error', error => this.#fail(`the model process failed: ${error.message}`, resolve));
    this.#process.on('exit', (code, signal) => this.#fail(this.#describeEnd(code, signal), resolve));
    this.#listenToErrors();
    this.#hold(false);
  }

  /** Jobs without an answer yet, past their deadline or not. */
  get openJobs(): number {
    return this.#open.size;
  }

  ask<Name extends JobName>(name: Name, request: Jobs[Name]['request']): Promise<JobOutcome<Name>> {
    const id = ++this.#lastId;
    const message: JobMessage<Name> = { id, name, request };
    return new Promise(resolve => {
      // A reply carries the answer to the job of its id, which is what the type of the outcome says.
      this.#open.set(id, ({ id: _, ...outcome }) => resolve(outcome as JobOutcome<Name>));
      this.#hold(true);
      this.#process.send(message, error => {
        if (error !== null) this.#settle({ id, kind: 'failed', reason: `the model process is gone: ${error.message}` });
      });
    });
  }

  /** Ends the process as soon as it has no open job. */
  retire(): void {
    this.#isRetired = true;
    if (this.#open.size === 0) this.#process.kill();
  }

  /** Ends the process at once; open jobs fail with the reason. */
  async end(reason: string): Promise<void> {
    this.#reason ??= reason;
    // Whoever waits for the end must live to see it.
    this.#hold(true);
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  #settle(reply: JobReply): void {
    const settle = this.#open.get(reply.id);
    this.#open.delete(reply.id);
    if (this.#open.size === 0) this.#hold(false);
    if (this.#open.size === 0 && this.#isRetired) this.#process.kill();
    settle?.(reply);
  }

  #fail(reason: string, resolve: (reason: string) => void): void {
    for (const id of [...this.#open.keys()]) this.#settle({ id, kind: 'failed', reason });
    resolve(reason);
  }

  #describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.#reason !== undefined) return this.#reason;
    const said = this.#lastErrors.trim();
    return `the model process ended (${signal ?? `code ${code}`})${said === '' ? '' : `: ${said}`}`;
  }

  #listenToErrors(): void {
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastErrors = (this.#lastErrors + text).slice(-keptErrorChars);
    });
  }

  /** An idle model process must not keep its parent running; one at work must. */
  #hold(isAtWork: boolean): void {
    const { channel, stderr } = this.#process;
    const pipe = stderr as unknown as { ref(): void; unref(): void } | null;
    if (isAtWork) {
      this.#process.ref();
      channel?.ref();
    } else {
      this.#process.unref();
      channel?.unref();
      pipe?.unref();
    }
  }
}
