import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';

/** What goes to the provider per minute: the figure that its limits are about. */
export interface Pace {
  readonly minutes: number;
  readonly sentPerMinute: number;
  /** What would have gone there too, without us. */
  readonly freedPerMinute: number;
  /** True when every request reported its usage. */
  readonly measured: boolean;
}

/** So far back the pace looks; what was sent before says nothing about a limit per minute. */
const lookBackMs = 5 * 60_000;

/** Exchanges are live ones, newest first; undefined when nothing was sent lately. */
export function paceOf(exchanges: readonly ExchangeSummary[], now: number): Pace | undefined {
  const recent = takeWhile(exchanges, ({ startedAt }) => startedAt > now - lookBackMs);
  const oldest = recent.at(-1);
  if (oldest === undefined) return undefined;
  // A single request would look like a flood if it were divided by its own few seconds.
  const minutes = Math.max(1, (now - oldest.startedAt) / 60_000);
  const sent = recent.reduce((sum, exchange) => sum + sentContext(exchange).value, 0);
  const freed = recent.reduce((sum, { saved }) => sum + Math.max(0, saved?.tokens ?? 0), 0);
  return {
    minutes: Math.round(minutes),
    sentPerMinute: sent / minutes,
    freedPerMinute: freed / minutes,
    measured: recent.every(({ usage }) => usage !== undefined),
  };
}

/** Milliseconds until the first token, as medians over the last requests. */
export interface FirstToken {
  readonly requests: number;
  readonly withUsMs: number;
  readonly withoutUsMs: number;
  readonly addedMs: number;
}

const requestsLookedAt = 20;

export function firstTokenOf(exchanges: readonly ExchangeSummary[]): FirstToken | undefined {
  const timed: { readonly firstByteMs: number; readonly addedMs: number }[] = [];
  for (const { timings, status } of exchanges) {
    if (timings.firstByteMs === undefined || status >= 400) continue;
    timed.push({ firstByteMs: timings.firstByteMs, addedMs: timings.addedMs });
    if (timed.length === requestsLookedAt) break;
  }
  if (timed.length === 0) return undefined;
  return {
    requests: timed.length,
    withUsMs: median(timed.map(({ firstByteMs }) => firstByteMs)),
    withoutUsMs: median(timed.map(({ firstByteMs, addedMs }) => Math.max(0, firstByteMs - addedMs))),
    addedMs: median(timed.map(({ addedMs }) => addedMs)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function takeWhile<T>(items: readonly T[], holds: (item: T) => boolean): readonly T[] {
  const end = items.findIndex(item => !holds(item));
  return end === -1 ? items : items.slice(0, end);
}
