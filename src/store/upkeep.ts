import type { Store, StoreOptions } from './store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const touchFlushMs = 60_000;
const retentionMs = 60 * 60 * 1000;
const firstRetentionMs = 30_000;
const defaultRetentionDays = 30;
const defaultMaxBytes = 2 * 1024 * 1024 * 1024;

/** What a store does by itself: hands over touches every minute, and drops what is too old soon after it opens and every hour. */
export class Upkeep {
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(
    store: Pick<Store, 'path' | 'retain'>,
    flushTouches: () => Promise<void>,
    notify: (notice: string) => void,
  ) {
    const report = (error: unknown): void =>
      notify(`The store ${store.path ?? ''} could not be tidied: ${error instanceof Error ? error.message : error}`);
    const retain = (): void => void store.retain().catch(report);
    this.#timers = [
      setInterval(() => void flushTouches().catch(report), touchFlushMs).unref(),
      setInterval(retain, retentionMs).unref(),
      // Engines often live for less than an hour. Not at once: the first requests come first.
      setTimeout(retain, firstRetentionMs).unref(),
    ];
  }

  /** What a retention run keeps: nothing from before `cutoff`, and no more than `maxBytes`. */
  limits({ now, retentionDays = defaultRetentionDays, maxStoreBytes = defaultMaxBytes }: StoreOptions) {
    return { cutoff: now() - retentionDays * dayMs, maxBytes: maxStoreBytes };
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
