/** Writing is put off a little, so that a busy agent costs one write and not one per request. */
const delayMs = 5000;

/** Puts writing off and does it one at a time. What is written is asked for when its time has come. */
export class DelayedWrite {
  readonly #write: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `write` must not reject. */
  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  soon(): void {
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref();
  }

  /** Once it resolves, nothing that was asked for so far will be written any more. */
  async cancel(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
  }

  /** Resolves when everything that was asked for so far is written. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
    }
    await this.#writing;
  }
}
