import { imageFormulas } from '../images/imageFormulas.ts';
import type { ModelRow, Provider } from './modelFacts.ts';
import { freeWriteTier, since } from './priceRows.ts';

/**
 * Further providers that coding agents use, as of 2026-07-02 (docs.x.ai, api-docs.deepseek.com, docs.mistral.ai). None charges for
 * writing its cache, and none states how long it lives: an hour is assumed.
 */
export const otherModels: readonly ModelRow[] = [
  other('xai', 'grok-4.3', [1_000_000, 30_000], [freeWriteTier(1.25, 2.5, 0.2), freeWriteTier(2.5, 5, 0.4, 200_000)]),
  other('xai', 'grok-build-0.1', [256_000, 256_000], [freeWriteTier(1, 2, 0.2), freeWriteTier(2, 4, 0.4, 200_000)]),
  other(
    'deepseek',
    'deepseek-v4-flash',
    [1_000_000, 384_000],
    [freeWriteTier(0.14, 0.28, 0.0028)],
    ['deepseek-chat', 'deepseek-reasoner'],
  ),
  other('deepseek', 'deepseek-v4-pro', [1_000_000, 384_000], [freeWriteTier(0.435, 0.87, 0.003625)]),
  other('mistral', 'codestral', [256_000, 4096], [freeWriteTier(0.3, 0.9)]),
  other('mistral', 'devstral', [262_144, 262_144], [freeWriteTier(0.4, 2)]),
  other('mistral', 'mistral-large', [262_144, 262_144], [freeWriteTier(0.5, 1.5)]),
  other('mistral', 'mistral-medium', [128_000, 128_000], [freeWriteTier(0.4, 2)]),
  other('mistral', 'mistral-small', [256_000, 256_000], [freeWriteTier(0.15, 0.6)]),
];

function other(
  provider: Extract<Provider, 'xai' | 'deepseek' | 'mistral'>,
  id: string,
  [window, outputLimit]: readonly [window: number, outputLimit: number],
  tiers: ModelRow['prices'][number]['tiers'],
  aliases: readonly string[] = [],
): ModelRow {
  return {
    id,
    aliases,
    family: provider === 'xai' ? 'grok' : provider,
    provider,
    window,
    outputLimit,
    minimumCacheableTokens: 1024,
    cacheLifetimes: { ordinary: 3600, extended: 3600 },
    tokenizer: provider === 'xai' ? 'grok' : provider,
    image: provider === 'xai' ? imageFormulas.grok : imageFormulas.undocumented,
    prices: [since('2026-07-02', ...tiers)],
  };
}
