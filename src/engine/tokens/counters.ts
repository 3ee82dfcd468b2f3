import { resolveModel } from '../models/modelTable.ts';
import { type Calibration, estimateFor } from './calibration.ts';
import { loadEncoding } from './encodings.ts';
import type { TokenCounter } from './tokenCounter.ts';
import { type TokenizerFamily, tokenizerPriors } from './tokenizerFamilies.ts';

/**
 * Counts as the model's own tokenizer does where that is public (OpenAI), else as near as `calibration` knows. The band of an
 * estimate is that of whole requests; one short text can lie further off.
 */
export async function counterFor(model: string, calibration: Calibration = {}): Promise<TokenCounter> {
  return counterForFamily(resolveModel(model).tokenizer, calibration);
}

/** The same, for callers that have resolved the model already. */
export async function counterForFamily(family: TokenizerFamily, calibration: Calibration = {}): Promise<TokenCounter> {
  const { encoding, band } = tokenizerPriors[family];
  const exact = await loadEncoding(encoding);
  if (band === 0) return { encoding, errorBand: 0, count: text => exact.count(text) };
  const estimate = estimateFor(calibration, family);
  return {
    encoding: `${family} (estimated from ${encoding})`,
    errorBand: estimate.band,
    count: text => Math.ceil(exact.count(text) * estimate.ratio),
  };
}

/** Counts in the vocabulary that a family's estimate starts from: what `observe` wants as our count. */
export async function rawCounterFor(family: TokenizerFamily): Promise<(text: string) => number> {
  const exact = await loadEncoding(tokenizerPriors[family].encoding);
  return text => exact.count(text);
}
