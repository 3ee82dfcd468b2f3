import type { Outcome } from './compressItem.ts';

/** US dollars per million tokens. */
export interface Prices {
  readonly write: number;
  readonly read: number;
}

/** Claude Sonnet 5.5 as of October 2026: writing to the five-minute cache, reading from it. */
export const sonnetPrices: Prices = { write: 2.5, read: 0.1 };

export interface LoopCost {
  readonly untouched: number;
  readonly compressed: number;
  /** What the assumed retrievals cost, already within `compressed`. */
  readonly retrievals: number;
}

const tokensPerTurnBesides = 350;

/**
 * Prices one conversation in which each item is the result of one call: every turn writes what is new and reads the rest from
 * the cache. A share of the omissions is asked for again: one more turn, and the original on top of the marker.
 */
export function replayLoop(
  outcomes: readonly Outcome[],
  retrievalRate: number,
  prices: Prices = sonnetPrices,
): LoopCost {
  const retrievalTokens = (outcome: Outcome): number =>
    outcome.grade === 'omission' ? retrievalRate * outcome.tokensBefore : 0;
  const untouched = price(
    outcomes.map(outcome => outcome.tokensBefore),
    0,
    prices,
  );
  const kept = price(
    outcomes.map(outcome => outcome.tokensAfter),
    0,
    prices,
  );
  const extraTurns = outcomes.filter(outcome => outcome.grade === 'omission').length * retrievalRate;
  const compressed = price(
    outcomes.map(outcome => outcome.tokensAfter + retrievalTokens(outcome)),
    extraTurns,
    prices,
  );
  return { untouched, compressed, retrievals: compressed - kept };
}

function price(results: readonly number[], extraTurns: number, { write, read }: Prices): number {
  let context = 20_000;
  let dollars = (context * write) / 1e6;
  for (const tokens of results) {
    const fresh = tokens + tokensPerTurnBesides;
    dollars += (context * read + fresh * write) / 1e6;
    context += fresh;
  }
  return dollars + (extraTurns * context * read) / 1e6;
}
