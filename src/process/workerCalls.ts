import { Worker } from 'node:worker_threads';

/** What crosses to a worker and back: each question has its number. */
export interface Question<Request> {
  readonly id: number;
  readonly request: Request;
}

export type Reply<Response> =
  | { readonly id: number; readonly kind: 'answered'; readonly response: Response }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

interface Pending<Response> {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Questions to a worker thread, answered in any order. A worker that dies or does not answer in time fails its open
 * questions and is replaced at the next one, so that one hostile text cannot stop the following.
 */
export class WorkerCalls<Request, Response> {
  readonly #url: URL;
  readonly #timeoutMs: number;
  readonly #greeting: (() => Request) | undefined;
  readonly #pending = new Map<number, Pending<Response>>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** `greeting` is what every new thread is told before its first question; nobody waits for the answer. */
  constructor(url: URL, timeoutMs: number, greeting?: () => Request) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
    this.#greeting = greeting;
  }

  /** Starts the thread before it is needed. */
  start(): void {
    this.#worker ??= this.#spawn();
  }

  call(request: Request): Promise<Response> {
    this.start();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp('the worker did not answer in time'), this.#timeoutMs);
      timer.unref();
      this.#pending.set(id, { resolve, reject, timer });
      const question: Question<Request> = { id, request };
      this.#worker?.postMessage(question);
    });
  }

  async close(): Promise<void> {
    await this.#giveUp('the engine is stopping');
  }

  #spawn(): Worker {
    const worker = new Worker(this.#url);
    worker.unref();
    worker.on('message', (reply: Reply<Response>) => this.#settle(reply));
    worker.on('error', error => this.#drop(worker, `the worker failed: ${error.message}`));
    worker.on('exit', () => this.#drop(worker, 'the worker ended'));
    if (this.#greeting !== undefined) {
      const question: Question<Request> = { id: 0, request: this.#greeting() };
      worker.postMessage(question);
    }
    return worker;
  }

  #settle(reply: Reply<Response>): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    this.#pending.delete(reply.id);
    clearTimeout(pending.timer);
    if (reply.kind === 'answered') pending.resolve(reply.response);
    else pending.reject(new Error(reply.message));
  }

  async #giveUp(reason: string): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#drop(worker, reason);
    await worker.terminate();
  }

  /** A worker that was replaced already has no open questions left. */
  #drop(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const open = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject, timer } of open) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
  }
}
