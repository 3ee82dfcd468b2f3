import { say } from '../../../shared/sentences/say.ts';

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
  sentAt: number;
  warmUntil: number;
}

/** A prefix is remembered in about a hundred bytes. */
const maxPrefixes = 100_000;

/** Clients name models as they like. */
const maxModels = 64;

/** Clocks differ, and a provider counts from when it began to answer. */
const marginMs = 60_000;

/**
 * Which prefixes a provider may still hold. Holds what was sent through this process alone: what may have been sent before it
 * started or past it counts as sent at that moment, so that nothing is taken for cold that somebody could have kept warm.
 */
export class WarmPrefixes {
  /** By model, then by prefix. */
  readonly #sendings = new Map<string, Map<string, Sending>>();
  readonly #maxPrefixes: number;
  /** Until then anything may have been sent. */
  #unseenUntil: number;

  constructor(startedAt: number, limit = maxPrefixes) {
    this.#unseenUntil = startedAt;
    this.#maxPrefixes = limit;
  }

  /** Told when a request leaves, and again when it is answered. */
  sent({ model, keys, lifetimeMs }: SentPrefixes, now: number): void {
    const sendings = this.#sendings.get(model) ?? new Map<string, Sending>();
    this.#sendings.set(model, sendings);
    const [first] = this.#sendings.keys();
    if (this.#sendings.size > maxModels && first !== undefined) {
      this.#sendings.delete(first);
      this.missed(now);
    }
    for (const key of keys) {
      const last = sendings.get(key);
      if (last === undefined) {
        sendings.set(key, { sentAt: now, warmUntil: now + lifetimeMs });
        continue;
      }
      last.sentAt = now;
      last.warmUntil = Math.max(last.warmUntil, now + lifetimeMs);
    }
    if (sendings.size > this.#maxPrefixes) this.#forgetOldest(sendings);
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
    const sendings = this.#sendings.get(model);
    const from = keys.findIndex(key => now > (sendings?.get(key)?.warmUntil ?? 0) + marginMs);
    if (from < 0) return undefined;
    const last = sendings?.get(keys[from] ?? '');
    if (last !== undefined) return { from, reason: say('cold.idle', { time: minutes(now - last.sentAt) }) };
    return from > 0
      ? { from, reason: say('cold.changed') }
      : {
          from,
          reason: say('cold.otherModel', { model, time: minutes(now - this.#unseenUntil) }),
        };
  }

  /** Half of them at once, so that the sweep is rare. What is forgotten counts as unseen. */
  #forgetOldest(sendings: Map<string, Sending>): void {
    const oldest = [...sendings].sort(([, a], [, b]) => a.sentAt - b.sentAt).slice(0, Math.ceil(sendings.size / 2));
    for (const [key, { sentAt }] of oldest) {
      sendings.delete(key);
      this.#unseenUntil = Math.max(this.#unseenUntil, sentAt);
    }
  }
}

function minutes(ms: number): string {
  const count = Math.floor(ms / 60_000);
  return count < 120 ? say('time.minutes', { n: count }) : say('time.hours', { n: Math.floor(count / 60) });
}
