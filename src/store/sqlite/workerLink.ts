import { Worker } from 'node:worker_threads';
import type { Answer, Argument, CallName, Result } from '../protocol.ts';
import { StoreError } from '../store.ts';

interface Pending {
  readonly resolve: (result: Result<CallName>) => void;
  readonly reject: (error: Error) => void;
}

/** Calls into the store's thread. When the thread ends, whatever waits and whatever comes later fails. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #end: Error | undefined;

  constructor(workerUrl: URL) {
    this.#worker = new Worker(workerUrl, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', error => this.#fail(threadError(error)));
    this.#worker.on('exit', () => this.#fail(new StoreError('The store is closed.')));
    // Calls in flight hold the process through `ref`; an idle store does not.
    this.#worker.unref();
  }

  /** Whether the thread is gone, so that every call would fail. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  call<Name extends CallName>(name: Name, argument: Argument<Name>): Promise<Result<Name>> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    return new Promise<Result<Name>>((resolve, reject) => {
      // The answer to a call has the type of its name; the map cannot say so.
      this.#pending.set(id, { resolve: resolve as (result: Result<CallName>) => void, reject });
      this.#worker.ref();
      try {
        this.#worker.postMessage({ id, name, argument });
      } catch (error) {
        this.#pending.delete(id);
        reject(new StoreError('The store was given something that is not plain data.', { cause: error }));
      }
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if (answer.kind === 'done') {
      pending?.resolve(answer.result);
      return;
    }
    const { message, unusable, loss } = answer;
    const error = new StoreError(message, {
      ...(unusable !== undefined && { unusable }),
      ...(loss !== undefined && { loss }),
    });
    pending?.reject(error);
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#end);
    this.#pending.clear();
  }
}

/** The thread's first import is the database itself. */
function threadError(error: unknown): StoreError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_BUILTIN_MODULE';
  return new StoreError(`The store's thread failed: ${describe(error)}`, {
    cause: error,
    ...(isMissing && { unusable: `this Node has no node:sqlite` }),
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
