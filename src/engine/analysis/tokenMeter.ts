import type { ModelFacts } from '../models/modelFacts.ts';
import { type Calibration, estimateFor } from '../tokens/calibration.ts';
import { rawCounterFor } from '../tokens/counters.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { tokenizerPriors } from '../tokens/tokenizerFamilies.ts';

/**
 * Counts for people: in a public vocabulary, times what the provider was seen to report per token of it. Judgements never use
 * it, because a ratio that is learnt would let the same block be judged differently tomorrow.
 */
export interface TokenMeter {
  /** Exact in its vocabulary, so that counts can be kept while the ratio is still being learnt. */
  readonly raw: TokenCounter;
  /** Tokens of the model per token of the vocabulary. */
  readonly ratio: number;
  /** Half-width of the band that holds whole requests, as a share; 0 when the vocabulary is the model's own. */
  readonly errorBand: number;
}

export async function meterFor(model: ModelFacts, calibration: Calibration): Promise<TokenMeter> {
  const { encoding, band } = tokenizerPriors[model.tokenizer];
  const count = await rawCounterFor(model.tokenizer);
  const raw = { encoding, errorBand: 0, count };
  if (band === 0) return { raw, ratio: 1, errorBand: 0 };
  const estimate = estimateFor(calibration, model.tokenizer);
  return { raw, ratio: estimate.ratio, errorBand: estimate.band };
}

/** Tokens of the model for a raw count. */
export function metered(meter: TokenMeter, rawTokens: number): number {
  return Math.ceil(rawTokens * meter.ratio);
}
