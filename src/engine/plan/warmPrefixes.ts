/** A request as a provider's cache sees it. `keys` are `prefixKeys`, `lifetimeMs` is how long an unread entry of it may live. */
export interface SentPrefixes {
  readonly model: string;
  readonly keys: readonly string[];
  readonly lifetimeMs: number;
}

/** Where nothing from a block on can be in any cache, and how that is known. */
export interface ColdTail {
  readonly from: number;
  readonly reason: string;
}

interface Sending {
  readonly sentAt: number;
  readonly warmUntil: number;
}

/** A prefix is remembered in about a hundred bytes. */
const maxPrefixes = 100_000;

/** Clocks differ, and a provider counts from when it began to answer. */
const marginMs = 60_000;

/**
 * Which prefixes a provider may still hold. Holds what was sent through this process alone: what may have been sent before it
 * started or past it counts as sent at that moment, so that nothing is taken for cold that somebody could have kept warm.
 */
export class WarmPrefixes {
  readonly #sendings = new Map<string, Sending>();
  readonly #maxPrefixes: number;
  /** Until then anything may have been sent. */
  #unseenUntil: number;

  constructor(startedAt: number, limit = maxPrefixes) {
    this.#unseenUntil = startedAt;
    this.#maxPrefixes = limit;
  }

  /** Told when a request leaves, and again when it is answered. */
  sent({ model, keys, lifetimeMs }: SentPrefixes, now: number): void {
    for (const key of keys) {
      const id = `${model} ${key}`;
      const warmUntil = Math.max(now + lifetimeMs, this.#sendings.get(id)?.warmUntil ?? 0);
      // The order of the map is that of the last sendings.
      this.#sendings.delete(id);
      this.#sendings.set(id, { sentAt: now, warmUntil });
    }
    for (const [id, { sentAt }] of this.#sendings) {
      if (this.#sendings.size <= this.#maxPrefixes) break;
      this.#sendings.delete(id);
      this.#unseenUntil = Math.max(this.#unseenUntil, sentAt);
    }
  }

  /** Told of a request that nobody read. */
  missed(now: number): void {
    this.#unseenUntil = Math.max(this.#unseenUntil, now);
  }

  /** `longestMs` is how long an entry of this model may live at most, whoever wrote it. */
  coldTail(
    { model, keys }: Pick<SentPrefixes, 'model' | 'keys'>,
    longestMs: number,
    now: number,
  ): ColdTail | undefined {
    if (now <= this.#unseenUntil + longestMs + marginMs) return undefined;
    const from = keys.findIndex(key => now > (this.#sendings.get(`${model} ${key}`)?.warmUntil ?? 0) + marginMs);
    if (from < 0) return undefined;
    const last = this.#sendings.get(`${model} ${keys[from]}`);
    if (last !== undefined)
      return { from, reason: `it was last sent ${minutes(now - last.sentAt)} ago, longer than caches live` };
    return from > 0
      ? { from, reason: 'the client changed what comes before, so no cache holds it' }
      : {
          from,
          reason: `it was not sent to ${model} for ${minutes(now - this.#unseenUntil)}, longer than caches live`,
        };
  }
}

function minutes(ms: number): string {
  const count = Math.floor(ms / 60_000);
  return count < 120 ? `${count} minutes` : `${Math.floor(count / 60)} hours`;
}
