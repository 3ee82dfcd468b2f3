import type { ImageFormula } from '../images/imageTokens.ts';
import type { TokenizerFamily } from '../tokens/tokenizerFamilies.ts';

export type Provider = 'anthropic' | 'openai' | 'google' | 'xai' | 'deepseek' | 'mistral' | 'unknown';

/**
 * US dollars per million tokens. `cacheWrite5m` is the price of the provider's ordinary lifetime (5 minutes at Anthropic, 30 at
 * OpenAI since GPT-5.6), `cacheWrite1h` that of the longer one. Providers that write for nothing charge `input` for it.
 */
export interface Prices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** Prices that hold once the prompt, cached tokens included, is larger than `above`; then for all of its tokens. */
export interface PriceTier extends Prices {
  readonly above: number;
}

/** Tiers by rising `above`, valid from the start of a day (UTC, `YYYY-MM-DD`). */
export interface DatedPrices {
  readonly from: string;
  readonly tiers: readonly PriceTier[];
}

/** How long a cached prefix may still be there after its last use, in seconds; upper bounds, since `cold` must be provable. */
export interface CacheLifetimes {
  readonly ordinary: number;
  readonly extended: number;
}

/** One row of the table. */
export interface ModelRow {
  /** As the provider writes it, without date and `-preview`. */
  readonly id: string;
  /** Other names, e.g. a line's name for its newest model. */
  readonly aliases?: readonly string[];
  /** The line of models that people know it by, e.g. `claude-opus`. */
  readonly family: string;
  readonly provider: Provider;
  /** Context window in tokens, input and output together. */
  readonly window: number;
  /** Window when the client asks for the long one (`[1m]`). */
  readonly longWindow?: number;
  readonly outputLimit: number;
  /** Prefixes below this many tokens are not cached. */
  readonly minimumCacheableTokens: number;
  readonly cacheLifetimes: CacheLifetimes;
  readonly tokenizer: TokenizerFamily;
  readonly image: ImageFormula;
  /** By rising date. */
  readonly prices: readonly DatedPrices[];
}

/** What we know of a model at one time. */
export interface ModelFacts extends Omit<ModelRow, 'aliases' | 'longWindow' | 'prices'> {
  /** False when the id is in no row: limits are then those of its nearest relative, and it has no prices. */
  readonly known: boolean;
  /** By rising `above`; empty when unknown. */
  readonly prices: readonly PriceTier[];
  /** Since when the prices hold; `override` when a setting gave them; absent without prices. */
  readonly pricesFrom?: string;
}
