import type { Recording } from './store.ts';

/** Characters of text, and recordings, that may wait; beyond them recordings are dropped rather than memory filled. */
const maxWaitingCharacters = 128 * 1024 * 1024;
const maxWaiting = 1_000;
/** Hashes of stored texts that are remembered; forgetting one only means that its text is handed over once more. */
const maxKnown = 100_000;

/** Hands recordings to the store's thread without ever making their caller wait or fail. */
export class RecordQueue {
  readonly #write: (recording: Recording) => Promise<unknown>;
  readonly #notify: (notice: string) => void;
  readonly #known = new Set<string>();
  readonly #waiting = new Set<Promise<void>>();
  #waitingCharacters = 0;
  #dropped = 0;
  /** Why recordings fail at present, and how many have. */
  #failure: { readonly reason: string; readonly count: number } | undefined;

  constructor(write: (recording: Recording) => Promise<unknown>, notify: (notice: string) => void) {
    this.#write = write;
    this.#notify = notify;
  }

  add(recording: Recording): void {
    const characters = recording.texts.reduce((sum, { text }) => sum + text.length, 0);
    if (this.#waiting.size >= maxWaiting || this.#waitingCharacters + characters > maxWaitingCharacters) {
      this.#dropped += 1;
      if (this.#dropped === 1) this.#notify('The store cannot keep up; some exchanges are not recorded.');
      return;
    }
    this.#waitingCharacters += characters;
    const written = this.#finish(recording).finally(() => {
      this.#waitingCharacters -= characters;
      this.#waiting.delete(written);
      this.#tellDropped();
    });
    this.#waiting.add(written);
  }

  needsText(hash: string): boolean {
    return !this.#known.has(hash);
  }

  forget(hashes: readonly string[]): void {
    for (const hash of hashes) this.#known.delete(hash);
  }

  forgetAll(): void {
    this.#known.clear();
  }

  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting);
  }

  async #finish(recording: Recording): Promise<void> {
    try {
      await this.#write(recording);
      this.#tellRecovery();
      for (const { hash } of recording.texts) this.#remember(hash);
    } catch (error) {
      this.#tellFailure(error instanceof Error ? error.message : String(error));
    }
  }

  /** Once per reason: a full disk fails every recording. */
  #tellFailure(reason: string): void {
    if (reason !== this.#failure?.reason) this.#notify(`Exchanges are not recorded: ${reason}`);
    this.#failure = { reason, count: (this.#failure?.count ?? 0) + 1 };
  }

  #tellRecovery(): void {
    if (this.#failure === undefined) return;
    this.#notify(`Exchanges are recorded again; not recorded in the meantime: ${this.#failure.count}.`);
    this.#failure = undefined;
  }

  #remember(hash: string): void {
    this.#known.add(hash);
    const oldest = this.#known.values().next().value;
    if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  #tellDropped(): void {
    if (this.#dropped === 0 || this.#waiting.size > 0) return;
    this.#notify(`The store caught up; ${this.#dropped} exchanges were not recorded.`);
    this.#dropped = 0;
  }
}
