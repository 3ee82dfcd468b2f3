import type { Cost, Usage } from '../../shared/records.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { priceTokens } from '../models/price.ts';
import { tierAt } from './netSaving.ts';

/** A request that was really sent: what its prompt cost by tier, and the tokens of its blocks in cache order. */
export interface PaidPrompt {
  readonly usage: Usage;
  /** By position, as they went upstream; ours, not the provider's. */
  readonly sentTokens: readonly number[];
}

/**
 * What removing these tokens from a paid prompt saves: each at the tier of the place where its block stood. Most of a long
 * conversation is read from the cache at a tenth of the price, and so is most of what could be removed from it.
 */
export function priceRemoved(model: ModelFacts, removed: readonly number[], paid: PaidPrompt): Cost | undefined {
  const { usage, sentTokens } = paid;
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const sent = sentTokens.reduce((sum, tokens) => sum + tokens, 0);
  const tokensPerToken = sent === 0 ? 1 : prompt / sent;
  const byTier = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  let offset = 0;
  for (const [position, tokens] of sentTokens.entries()) {
    byTier[tierAt(offset, usage)] += (removed[position] ?? 0) * tokensPerToken;
    offset += tokens * tokensPerToken;
  }
  return priceTokens(model, byTier);
}
