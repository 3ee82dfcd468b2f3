import { imageFormulas } from '../../engine/images/imageFormulas.ts';
import { imageSize } from '../../engine/images/imageSize.ts';
import { imageTokens } from '../../engine/images/imageTokens.ts';
import { keptPicture } from '../../engine/images/keptPicture.ts';
import { RefusedRequest, type Retrieved } from '../../proxy/ports.ts';
import type { RetrieveRequest } from '../../shared/adminApi.ts';
import type { Store } from '../../store/store.ts';
import { WorkerCalls } from '../threads/workerCalls.ts';
import { retrieveOriginal } from './retrieveOriginal.ts';
import { type Selection, selectPart } from './selectPart.ts';

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

  async #count(text: string): Promise<number | undefined> {
    const answer = await this.#thread.call({ kind: 'count', text });
    return answer.kind === 'counted' ? answer.tokens : undefined;
  }

  async #note(text: string): Promise<void> {
    try {
      const tokens = pictureTokens(text) ?? (await this.#count(text));
      if (tokens !== undefined) await this.#store.noteRetrieval(tokens);
    } catch (error) {
      // The agent has its text; only the account of it is incomplete.
      this.#log(`A retrieval was not counted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Nobody knows here which model asked; most formulas are near this one. */
function pictureTokens(original: string): number | undefined {
  const picture = keptPicture(original);
  if (picture === undefined) return undefined;
  return imageTokens(imageFormulas.claudeStandard, imageSize(picture.bytes) ?? { width: 0, height: 0 });
}
