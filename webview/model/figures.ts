import type { Cost, ExchangeSummary } from '../../src/shared/records.ts';

/** A number together with where it comes from; the two sorts are never added. */
export interface Figure {
  readonly value: number;
  readonly measured: boolean;
}

/** The context that went upstream: the provider's count when it reported one, else ours. */
export function sentContext(exchange: ExchangeSummary): Figure {
  const usage = exchange.usage;
  return usage === undefined
    ? { value: exchange.tokensAfter, measured: false }
    : { value: usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h, measured: true };
}

/** Waste as a share of the context in our own counts, so that numerator and denominator are of one kind. */
export function wasteShare(exchange: ExchangeSummary): number {
  return exchange.tokensAfter === 0 ? 0 : exchange.wasteTokens / exchange.tokensAfter;
}

/** Net savings by where they come from. `possible` is what optimize would have saved in audit and simulate. */
export interface Savings extends SplitSum {
  readonly possible: number;
}

export function sumSavings(exchanges: readonly ExchangeSummary[], unit: 'tokens' | 'usd'): Savings {
  const sum = (source: Cost['source']): number =>
    exchanges.reduce((total, { saved }) => total + (saved?.source === source ? saved[unit] : 0), 0);
  const possible = exchanges.reduce(
    (total, { saved, couldSave }) => total + (saved === undefined ? (couldSave?.[unit] ?? 0) : 0),
    0,
  );
  return { measured: sum('measured'), estimated: sum('estimated'), possible };
}

/** Measured and estimated sums, side by side. */
export interface SplitSum {
  readonly measured: number;
  readonly estimated: number;
}

export function sumCosts(exchanges: readonly ExchangeSummary[]): SplitSum {
  const sum = (source: Cost['source']): number =>
    exchanges.reduce((total, { cost }) => total + (cost?.source === source ? cost.total : 0), 0);
  return { measured: sum('measured'), estimated: sum('estimated') };
}

/** Tokens that a cache break made the provider write again, when it is worth a person's attention. */
export function brokenTokens(exchange: ExchangeSummary): number {
  const rewritten = exchange.cache?.rewritten ?? 0;
  return rewritten >= 1024 ? rewritten : 0;
}

/**
 * What the rewritten tokens were billed; part of the exchange's cost, never beside it. Reading them would not have been free
 * either, but where nothing was read, no record tells the price of that.
 */
export function breakCost(exchange: ExchangeSummary): Figure | undefined {
  const { cost, cache } = exchange;
  const unread = (cache?.rewritten ?? 0) + (cache?.fresh ?? 0);
  if (cost === undefined || cache === undefined || unread === 0) return undefined;
  // What was not read is billed as written up to the client's last mark, and as plain input behind it.
  const paid = cost.cacheWrite + cost.input;
  return { value: (paid * cache.rewritten) / unread, measured: cost.source === 'measured' };
}
