import type { DatedPrices, Prices, PriceTier } from './modelFacts.ts';

/** Prices that never changed; `from` is then only the date at which they were looked up. */
export function since(from: string, ...tiers: readonly PriceTier[]): DatedPrices {
  return { from, tiers };
}

/** Anthropic: writing costs 1.25 times the input for 5 minutes and twice for an hour. */
export function anthropicTier(input: number, output: number, cacheRead: number, above = 0): PriceTier {
  return { above, input, output, cacheRead, cacheWrite5m: round(input * 1.25), cacheWrite1h: round(input * 2) };
}

/** Providers whose cache is written for nothing: what is not read costs the input price. */
export function freeWriteTier(input: number, output: number, cacheRead = input, above = 0): PriceTier {
  return { above, input, output, cacheRead, cacheWrite5m: input, cacheWrite1h: input };
}

/** OpenAI since GPT-5.6: writing costs 1.25 times the input for 30 minutes and 2.5 times for 12 hours. */
export function paidWriteTier(input: number, output: number, cacheRead: number, above = 0): PriceTier {
  return { above, input, output, cacheRead, cacheWrite5m: round(input * 1.25), cacheWrite1h: round(input * 2.5) };
}

/** OpenAI above 272,000 input tokens: twice the input and cache prices, 1.5 times the output, for the whole request. */
export function withLongContext(tier: PriceTier): readonly PriceTier[] {
  return [tier, scaled(tier, 272_000, 2, 1.5)];
}

function scaled(tier: PriceTier, above: number, inputFactor: number, outputFactor: number): PriceTier {
  const prices: Prices = {
    input: round(tier.input * inputFactor),
    output: round(tier.output * outputFactor),
    cacheRead: round(tier.cacheRead * inputFactor),
    cacheWrite5m: round(tier.cacheWrite5m * inputFactor),
    cacheWrite1h: round(tier.cacheWrite1h * inputFactor),
  };
  return { above, ...prices };
}

/** Keeps 0.1 × 1.25 from becoming 0.12500000000000003. */
function round(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}
