import type { ImageFormula } from './imageTokens.ts';

/**
 * Image prices by provider, as of 2026-11-21. Sources: platform.claude.com/docs (vision), developers.openai.com/api/docs (images and
 * vision), ai.google.dev/gemini-api/docs (media resolution, tokens), docs.x.ai (image understanding). Where a bill was measured
 * and differs from the text, the bill counts and the row says so.
 */
export const imageFormulas = {
  /** Claude up to 4.6 and Haiku 4.5. 1000 × 1000 is 1,296; 1920 × 1080 becomes 52 × 30 squares, 1,560. */
  claudeStandard: { kind: 'squares', longestEdge: 1568, mostTokens: 1568 },
  /** Claude Opus 4.7 and everything later. 1920 × 1080 is 69 × 39 squares, 2,691. */
  claudeHighResolution: { kind: 'squares', longestEdge: 2576, mostTokens: 4784 },

  /** GPT-4o, 4.1, 4.5 and 4 Turbo. 1024 × 1024 is 765, 2048 × 4096 is 1,105, `low` is 85. */
  gpt4: { kind: 'tiles', base: 85, perTile: 170 },
  gpt4oMini: { kind: 'tiles', base: 2833, perTile: 5667 },
  /** GPT-5 and 5.1, their chat and codex variants. */
  gpt5: { kind: 'tiles', base: 70, perTile: 140 },
  /** o1, o1-pro, o3, o3-pro. */
  oSeries: { kind: 'tiles', base: 75, perTile: 150 },
  computerUse: { kind: 'tiles', base: 65, perTile: 129 },
  gpt41Mini: { kind: 'patches', multiplier: 1.62, budgets: { auto: 1536, high: 1536, original: 1536 } },
  gpt41Nano: { kind: 'patches', multiplier: 2.46, budgets: { auto: 1536, high: 1536, original: 1536 } },
  o4Mini: { kind: 'patches', multiplier: 1.72, budgets: { auto: 1536, high: 1536, original: 1536 } },
  /** GPT-5 mini, 5.2, 5.3 and the small 5.4 models. Billed 1.2; the text says 1.62 for mini (June 2026). `low` changes nothing. */
  patches1536: { kind: 'patches', multiplier: 1.2, budgets: { auto: 1536, high: 1536, original: 10_000 } },
  /** GPT-5 nano: billed 1.5; the text says 2.46. */
  gpt5Nano: { kind: 'patches', multiplier: 1.5, budgets: { auto: 1536, high: 1536, original: 1536 } },
  gpt54: { kind: 'patches', multiplier: 1.2, budgets: { auto: 2500, high: 2500, original: 10_000 } },
  /** GPT-5.5 and 5.6: `auto` is `original`. 4032 × 3024 was billed as 115 × 86 patches, 11,868. */
  gpt55: { kind: 'patches', multiplier: 1.2, budgets: { auto: 10_000, high: 2500, original: 10_000 } },
  /** GPT-6 and later: `auto` was billed without a budget up to 12 megapixels (126 × 95 patches, 14,364); `high` has 2,500. */
  gpt6: { kind: 'patches', multiplier: 1.2, budgets: { high: 2500 } },

  /** Gemini 2.x: 258 for small images, else per tile. 960 × 540 is six tiles, 1,548. */
  gemini2: { kind: 'crops', perTile: 258 },
  /** Gemini 3 and later: an upper bound per media resolution, `high` for images by default; measured 1,065 to 1,101 there. */
  gemini3: { kind: 'fixed', tokens: { low: 280, medium: 560, high: 1120, ultraHigh: 2240 } },

  grok: { kind: 'overview', perTile: 256, mostTiles: 6 },
  /** Providers that publish nothing: the most common order of magnitude. */
  undocumented: { kind: 'squares', longestEdge: 1568, mostTokens: 1568 },
} as const satisfies Readonly<Record<string, ImageFormula>>;
