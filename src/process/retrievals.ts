import { RefusedRequest, type Retrieved } from '../proxy/ports.ts';
import type { RetrieveRequest } from '../shared/adminApi.ts';
import type { Store } from '../store/store.ts';
import { retrieveOriginal } from './retrieveOriginal.ts';
import { type Selection, selectPart } from './selectPart.ts';
import { WorkerCalls } from './workerCalls.ts';

export type RetrievalQuestion =
  | { readonly kind: 'select'; readonly text: string; readonly request: RetrieveRequest }
  | { readonly kind: 'count'; readonly text: string };

export type RetrievalAnswer =
  | { readonly kind: 'selected'; readonly selection: Selection }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'counted'; readonly tokens: number };

/** A pattern that is still searching then backtracks without end: ordinary ones take milliseconds. */
const longSearchMs = 3_000;

export interface RetrievalParts {
  readonly store: Pick<Store, 'original' | 'noteRetrieval'>;
  readonly workerUrl: URL;
  readonly log: (line: string) => void;
}

/** Gives originals back, searches them in a thread of its own, and notes what went into a model's context. */
export class Retrievals {
  readonly #store: RetrievalParts['store'];
  readonly #thread: WorkerCalls<RetrievalQuestion, RetrievalAnswer>;
  readonly #log: (line: string) => void;

  constructor({ store, workerUrl, log }: RetrievalParts, searchMs = longSearchMs) {
    this.#store = store;
    this.#thread = new WorkerCalls(workerUrl, { timeoutMs: searchMs });
    this.#log = log;
  }

  async retrieve(request: RetrieveRequest): Promise<Retrieved> {
    const retrieved = await retrieveOriginal(
      request,
      handle => this.#store.original(handle),
      (text, wish) => this.#select(text, wish),
    );
    if (request.forAgent === true && retrieved.kind === 'found') void this.#note(retrieved.text);
    return retrieved;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  /** Only patterns are worth a thread: cutting lines is linear. */
  async #select(text: string, request: RetrieveRequest): Promise<Selection> {
    if (request.pattern === undefined) return selectPart(text, request);
    let answer: RetrievalAnswer;
    try {
      answer = await this.#thread.call({ kind: 'select', text, request });
    } catch (error) {
      throw new RefusedRequest(
        400,
        'The search took too long and was given up. Ask with a plain word, or with lines.',
        { cause: error },
      );
    }
    if (answer.kind === 'selected') return answer.selection;
    throw new RefusedRequest(
      400,
      answer.kind === 'refused' ? answer.message : 'The search went wrong. Ask with lines.',
    );
  }

  async #note(text: string): Promise<void> {
    try {
      const answer = await this.#thread.call({ kind: 'count', text });
      if (answer.kind === 'counted') await this.#store.noteRetrieval(answer.tokens);
    } catch (error) {
      // The agent has its text; only the account of it is incomplete.
      this.#log(`A retrieval was not counted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
