import type { EncodingName } from './encodings.ts';

/** Models that share a tokenizer: what is learnt from one's reported usage holds for all. */
export type TokenizerFamily =
  | 'o200k'
  | 'cl100k'
  | 'openai-unknown'
  | 'claude-3'
  | 'claude-4.7'
  | 'claude-5'
  | 'gemini'
  | 'grok'
  | 'deepseek'
  | 'mistral'
  | 'llama'
  | 'qwen'
  | 'unknown';

/** What we start from: the public vocabulary that we count with, and the family's tokens per token of ours. */
export interface TokenizerPrior {
  readonly encoding: EncodingName;
  readonly ratio: number;
  /** Half-width of the band in which single requests lie, as a share; 0 when the vocabulary is the model's own. */
  readonly band: number;
}

/**
 * Starting points as of 2026-11-21, replaced by measured ratios as soon as usage has been reported (calibration.ts). Sources:
 * published comparisons of Claude's first vocabulary with o200k (English 1.16, Python 1.3); Anthropic's statement of about 30 %
 * more tokens since 4.7; measurements of Claude 5 against 4.6 (English 1.42, Python 1.27); Google's four characters per token.
 */
export const tokenizerPriors: Readonly<Record<TokenizerFamily, TokenizerPrior>> = {
  o200k: { encoding: 'o200k_base', ratio: 1, band: 0 },
  cl100k: { encoding: 'cl100k_base', ratio: 1, band: 0 },
  'openai-unknown': { encoding: 'o200k_base', ratio: 1, band: 0.1 },
  'claude-3': { encoding: 'o200k_base', ratio: 1.2, band: 0.15 },
  'claude-4.7': { encoding: 'o200k_base', ratio: 1.55, band: 0.2 },
  'claude-5': { encoding: 'o200k_base', ratio: 1.6, band: 0.2 },
  gemini: { encoding: 'o200k_base', ratio: 1.08, band: 0.2 },
  grok: { encoding: 'o200k_base', ratio: 1.05, band: 0.15 },
  deepseek: { encoding: 'o200k_base', ratio: 1.08, band: 0.2 },
  mistral: { encoding: 'o200k_base', ratio: 1.12, band: 0.2 },
  llama: { encoding: 'o200k_base', ratio: 1.03, band: 0.15 },
  qwen: { encoding: 'o200k_base', ratio: 1.12, band: 0.2 },
  unknown: { encoding: 'o200k_base', ratio: 1.15, band: 0.35 },
};
