import type { Cost, ExchangeSummary } from '../../src/shared/records.ts';
import { countSent, sentContext } from '../../src/shared/sentTokens.ts';

/** A number together with where it comes from; the two sorts are never added. */
export interface Figure {
  readonly value: number;
  readonly measured: boolean;
}

/** Beyond these factors the provider counted something else than what we see, such as a conversation that it keeps itself. */
export const plausibleFactors = { least: 0.4, most: 2.5 };

/**
 * Tokens of the context as it is shown per token of ours, for its parts. Where the provider counted far more than we see, the
 * rest is not ours to share out.
 */
export function partsFactor(exchange: ExchangeSummary): number {
  const counted = countSent(exchange);
  const factor = counted === 0 ? 0 : sentContext(exchange).value / counted;
  return factor > plausibleFactors.most ? 1 : factor;
}

/** What of the context buys nothing, on the scale on which the context is shown. */
export function sentWaste(exchange: ExchangeSummary): number {
  return Math.min(exchange.wasteTokens * partsFactor(exchange), sentContext(exchange).value);
}

export function wasteShare(exchange: ExchangeSummary): number {
  const { value } = sentContext(exchange);
  return value === 0 ? 0 : sentWaste(exchange) / value;
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
