import { callMethod } from './callMethod.ts';

/** A call that went to the SDK, and whom to tell how it ended. */
export interface PassedOn {
  /** The SDK's own promise, which may have methods beside those of a promise. */
  readonly promise: unknown;
  /** Takes what the provider answered, `undefined` when nobody read it here. */
  readonly answered: (answer: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Stands for the promise that an SDK will return. SDKs read the answer only when somebody awaits it, so that
 * `asResponse()` can give it unread; therefore nothing is awaited here before the caller does.
 */
export class PendingAnswer implements Promise<unknown> {
  readonly [Symbol.toStringTag] = 'PendingAnswer';
  readonly #passedOn: Promise<PassedOn>;
  #answer: Promise<unknown> | undefined;

  constructor(passedOn: Promise<PassedOn>) {
    this.#passedOn = passedOn;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<Kept = unknown, Caught = never>(
    onAnswer?: ((answer: unknown) => Kept | PromiseLike<Kept>) | null,
    onError?: ((error: unknown) => Caught | PromiseLike<Caught>) | null,
  ): Promise<Kept | Caught> {
    this.#answer ??= this.#follow(({ promise }) => promise);
    return this.#answer.then(onAnswer, onError);
  }

  catch<Caught = never>(onError?: ((error: unknown) => Caught | PromiseLike<Caught>) | null): Promise<unknown> {
    return this.then(null, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<unknown> {
    return this.then().finally(onEnd);
  }

  /** The answer together with the HTTP response, where the SDK offers that. */
  withResponse(): Promise<unknown> {
    return this.#follow(
      ({ promise }) => callMethod('The answer', promise, { path: ['withResponse'], args: [] }),
      both => (typeof both === 'object' && both !== null && 'data' in both ? both.data : undefined),
    );
  }

  /** The HTTP response with its body unread, where the SDK offers that. */
  asResponse(): Promise<unknown> {
    return this.#follow(
      ({ promise }) => callMethod('The answer', promise, { path: ['asResponse'], args: [] }),
      () => undefined,
    );
  }

  /** What the SDKs' own `parse` asks of the promise that `create` gave. */
  _thenUnwrap(transform: unknown): PendingAnswer {
    const unwrapped = this.#passedOn.then(passedOn => ({
      ...passedOn,
      promise: callMethod('The answer', passedOn.promise, { path: ['_thenUnwrap'], args: [transform] }),
    }));
    return new PendingAnswer(unwrapped);
  }

  async #follow(
    ask: (passedOn: PassedOn) => unknown,
    answerIn: (value: unknown) => unknown = value => value,
  ): Promise<unknown> {
    const passedOn = await this.#passedOn;
    try {
      const value = await ask(passedOn);
      passedOn.answered(answerIn(value));
      return value;
    } catch (error) {
      passedOn.failed(error);
      throw error;
    }
  }
}
