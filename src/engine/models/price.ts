import type { Cost, Usage } from '../../shared/records.ts';
import type { ModelFacts, PriceTier } from './modelFacts.ts';

/**
 * What an exchange cost, in US dollars, from the provider's own report. The tier is that of the whole prompt, cached tokens
 * included, and holds for all tokens, as at every provider in the table. Undefined without prices: unknown is not free.
 */
export function priceUsage(facts: ModelFacts, usage: Usage): Cost | undefined {
  return priced(facts, usage, 'measured');
}

/** The same from our own counts. What is left out is 0. */
export function priceTokens(facts: ModelFacts, tokens: Partial<Usage>): Cost | undefined {
  const none: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return priced(facts, { ...none, ...tokens }, 'estimated');
}

/** The prices of a prompt of that many tokens; undefined when the model has none. */
export function tierFor(facts: ModelFacts, promptTokens: number): PriceTier | undefined {
  return facts.prices.findLast(tier => promptTokens > tier.above) ?? facts.prices[0];
}

/** All tokens of the prompt, wherever they came from: what decides on the tier and fills the window. */
export function promptTokens(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** A step up in price that a prompt has just taken, and what the request would have cost at the foot of it. */
export interface PriceCliff {
  /** Tokens up to which the lower prices hold. */
  readonly above: number;
  readonly tokensOver: number;
  /** Input price above over input price below, e.g. 5. */
  readonly factor: number;
}

/** The cliff behind a prompt that is at most `share` larger than the threshold: there, a little compression pays a lot. */
export function priceCliff(facts: ModelFacts, tokens: number, share = 0.1): PriceCliff | undefined {
  const tier = tierFor(facts, tokens);
  if (tier === undefined || tier.above === 0 || tokens > tier.above * (1 + share)) return undefined;
  const below = tierFor(facts, tier.above);
  const factor = below === undefined || below.input === 0 ? 1 : tier.input / below.input;
  return { above: tier.above, tokensOver: tokens - tier.above, factor };
}

function priced(facts: ModelFacts, usage: Usage, source: Cost['source']): Cost | undefined {
  const tier = tierFor(facts, promptTokens(usage));
  if (tier === undefined) return undefined;
  const input = dollars(usage.input, tier.input);
  const output = dollars(usage.output, tier.output);
  const cacheRead = dollars(usage.cacheRead, tier.cacheRead);
  const cacheWrite = dollars(usage.cacheWrite5m, tier.cacheWrite5m) + dollars(usage.cacheWrite1h, tier.cacheWrite1h);
  return { source, input, output, cacheRead, cacheWrite, total: input + output + cacheRead + cacheWrite };
}

function dollars(tokens: number, perMillion: number): number {
  return (tokens * perMillion) / 1_000_000;
}
