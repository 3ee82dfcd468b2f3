import type { ExchangeSummary } from '../shared/records.ts';

/** What an exchange saved or, in audit and simulate, could have saved. The sources are never added to each other. */
export interface Saving {
  readonly source: 'measured' | 'estimated' | 'possible';
  readonly tokens: number;
  /** US dollars. */
  readonly usd: number;
}

/**
 * Removed tokens are priced like the input that was sent beside them, at that request's mix of cache tiers: that mix is the
 * provider's own when the cost is measured. Output costs the same with and without us.
 */
export function savingOf(exchange: ExchangeSummary): Saving {
  const { mode, cost, couldSave, tokensBefore, tokensAfter } = exchange;
  const tokens = tokensBefore - tokensAfter;
  if (mode !== 'optimize') return { source: 'possible', tokens: couldSave?.tokens ?? tokens, usd: couldSave?.usd ?? 0 };
  const inputUsd = cost === undefined ? 0 : cost.input + cost.cacheRead + cost.cacheWrite;
  const usd = tokensAfter > 0 ? (inputUsd / tokensAfter) * tokens : 0;
  return { source: cost?.source ?? 'estimated', tokens, usd };
}
