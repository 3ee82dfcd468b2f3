import { type MessagePort, Worker } from 'node:worker_threads';

/** What crosses to a worker and back: each question has its number. */
export interface Question<Request> {
  readonly id: number;
  readonly request: Request;
}

export type Reply<Response> =
  | { readonly id: number; readonly kind: 'answered'; readonly response: Response }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

export interface WorkerCallsSettings<Request> {
  /** How long the thread may work on one question; waiting for its turn does not count. */
  readonly timeoutMs: number;
  /** What every new thread is told before its first question; nobody waits for the answer. */
  readonly greeting?: () => Request;
  /** What every new thread is given as its `workerData`: a line of its own back to this process. */
  readonly line?: () => MessagePort;
  /** Megabytes of heap at which the thread ends; Node's own limit when absent. */
  readonly heapMb?: number;
}

interface Call<Request, Response> {
  readonly request: Request;
  readonly timeoutMs: number;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}

/** The question that the thread works on. */
interface Current<Request, Response> {
  readonly id: number;
  readonly call: Call<Request, Response>;
  readonly timer: NodeJS.Timeout;
}

/**
 * Questions to a worker thread, one at a time and in their order. A thread that dies or does not answer in time fails the
 * question it was at and is replaced for the next one: a hostile text cannot take its neighbours along.
 */
export class WorkerCalls<Request, Response> {
  readonly #url: URL;
  readonly #settings: WorkerCallsSettings<Request>;
  readonly #waiting: Call<Request, Response>[] = [];
  #current: Current<Request, Response> | undefined;
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(url: URL, settings: WorkerCallsSettings<Request>) {
    this.#url = url;
    this.#settings = settings;
  }

  /** Whether there is a thread that has what it was told so far. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the thread before it is needed. */
  start(): void {
    this.#worker ??= this.#spawn();
  }

  call(request: Request, timeoutMs = this.#settings.timeoutMs): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, timeoutMs, resolve, reject });
      this.#askNext();
    });
  }

  /** Fails everything that was asked. A later question starts a new thread. */
  async close(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    await this.#end('the engine is stopping');
    for (const { reject } of waiting) reject(new Error('the engine is stopping'));
  }

  #askNext(): void {
    if (this.#current !== undefined) return;
    const call = this.#waiting.shift();
    if (call === undefined) return;
    this.start();
    const id = ++this.#lastId;
    const timer = setTimeout(() => void this.#end('the worker did not answer in time'), call.timeoutMs);
    timer.unref();
    this.#current = { id, call, timer };
    const question: Question<Request> = { id, request: call.request };
    this.#worker?.postMessage(question);
  }

  #spawn(): Worker {
    const { greeting, heapMb, line } = this.#settings;
    const port = line?.();
    const worker = new Worker(this.#url, {
      ...(port !== undefined && { workerData: port, transferList: [port] }),
      ...(heapMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
    });
    worker.unref();
    worker.on('message', (reply: Reply<Response>) => this.#settle(reply));
    worker.on('error', error => this.#drop(worker, `the worker failed: ${error.message}`));
    worker.on('exit', () => this.#drop(worker, 'the worker ended'));
    if (greeting !== undefined) {
      const question: Question<Request> = { id: 0, request: greeting() };
      worker.postMessage(question);
    }
    return worker;
  }

  #settle(reply: Reply<Response>): void {
    if (this.#current?.id !== reply.id) return;
    const { call } = this.#leaveCurrent(this.#current);
    if (reply.kind === 'answered') call.resolve(reply.response);
    else call.reject(new Error(reply.message));
    this.#askNext();
  }

  async #end(reason: string): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#drop(worker, reason);
    await worker.terminate();
  }

  /** A worker that was replaced already has nothing to do with the question of the present one. */
  #drop(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#current === undefined) return;
    const { call } = this.#leaveCurrent(this.#current);
    call.reject(new Error(reason));
    this.#askNext();
  }

  #leaveCurrent(current: Current<Request, Response>): Current<Request, Response> {
    clearTimeout(current.timer);
    this.#current = undefined;
    return current;
  }
}
