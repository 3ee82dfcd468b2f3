import { imageFormulas } from '../images/imageFormulas.ts';
import type { ImageFormula } from '../images/imageTokens.ts';
import type { CacheLifetimes, ModelRow, PriceTier } from './modelFacts.ts';
import { freeWriteTier, paidWriteTier, since, withLongContext } from './priceRows.ts';

/** Published window of the large models since GPT-5.4: 922,000 in, 128,000 out. */
const long = 1_050_000;

/** Before GPT-5.6 caches live up to an hour, or a day with extended retention. */
const lifetimes: CacheLifetimes = { ordinary: 3600, extended: 86_400 };

const shared = {
  provider: 'openai',
  minimumCacheableTokens: 1024,
  cacheLifetimes: lifetimes,
  tokenizer: 'o200k',
} as const;

/**
 * OpenAI, as of 2026-11-21. Sources: developers.openai.com/api/docs (models, pricing, prompt caching), and for GPT-5.6 to 6.2 the
 * price announcements of July to November 2026. GPT-6.2 Astra's cached price follows from "60 % below GPT-6 Astra's".
 */
export const openaiModels: readonly ModelRow[] = [
  recent('gpt-6.2-astra', 'gpt-astra', [since('2026-11-17', ...withLongContext(paidWriteTier(8, 40, 0.4)))]),
  recent('gpt-6.2-sol', 'gpt-sol', [since('2026-11-17', ...withLongContext(paidWriteTier(2, 10, 0.1)))], ['gpt-6.2']),
  recent('gpt-6.1-sol', 'gpt-sol', [since('2026-09-29', ...withLongContext(paidWriteTier(2, 10, 0.1)))], ['gpt-6.1']),
  recent('gpt-6.1-terra', 'gpt-terra', [since('2026-10-26', ...withLongContext(paidWriteTier(1, 5, 0.05)))]),
  recent('gpt-6-astra', 'gpt-astra', [since('2026-09-03', ...withLongContext(paidWriteTier(10, 50, 1)))]),
  recent('gpt-6-sol', 'gpt-sol', [since('2026-09-22', ...withLongContext(paidWriteTier(2, 10, 0.2)))], ['gpt-6']),
  recent('gpt-6-luna', 'gpt-luna', [since('2026-09-22', ...withLongContext(paidWriteTier(0.1, 0.5, 0.01)))]),
  {
    ...recent(
      'gpt-5.6-sol',
      'gpt-sol',
      [since('2026-07-09', ...withLongContext(paidWriteTier(5, 30, 0.5)))],
      ['gpt-5.6'],
    ),
    image: imageFormulas.gpt55,
  },
  {
    ...recent('gpt-5.6-terra', 'gpt-terra', [
      since('2026-07-09', ...withLongContext(paidWriteTier(2.5, 15, 0.25))),
      since('2026-07-30', ...withLongContext(paidWriteTier(2, 12, 0.2))),
    ]),
    image: imageFormulas.gpt55,
  },
  {
    ...recent('gpt-5.6-luna', 'gpt-luna', [
      since('2026-07-09', ...withLongContext(paidWriteTier(1, 6, 0.1))),
      since('2026-07-30', ...withLongContext(paidWriteTier(0.2, 1.2, 0.02))),
    ]),
    image: imageFormulas.gpt55,
  },

  gpt5('gpt-5.5', long, imageFormulas.gpt55, withLongContext(freeWriteTier(5, 30, 0.5))),
  gpt5('gpt-5.5-pro', long, imageFormulas.gpt55, withLongContext(freeWriteTier(30, 180))),
  gpt5('gpt-5.4', long, imageFormulas.gpt54, withLongContext(freeWriteTier(2.5, 15, 0.25))),
  gpt5('gpt-5.4-pro', long, imageFormulas.gpt54, withLongContext(freeWriteTier(30, 180))),
  gpt5('gpt-5.4-mini', 400_000, imageFormulas.patches1536, [freeWriteTier(0.75, 4.5, 0.075)]),
  gpt5('gpt-5.4-nano', 400_000, imageFormulas.patches1536, [freeWriteTier(0.2, 1.25, 0.02)]),
  gpt5('gpt-5.3', 400_000, imageFormulas.patches1536, [freeWriteTier(1.75, 14, 0.175)]),
  gpt5('gpt-5.2', 400_000, imageFormulas.patches1536, [freeWriteTier(1.75, 14, 0.175)]),
  gpt5('gpt-5.2-pro', 400_000, imageFormulas.patches1536, [freeWriteTier(21, 168)]),
  gpt5('gpt-5.1', 400_000, imageFormulas.gpt5, [freeWriteTier(1.25, 10, 0.125)]),
  gpt5('gpt-5.1-codex-mini', 400_000, imageFormulas.patches1536, [freeWriteTier(0.25, 2, 0.025)]),
  gpt5('gpt-5', 400_000, imageFormulas.gpt5, [freeWriteTier(1.25, 10, 0.125)]),
  gpt5('gpt-5-mini', 400_000, imageFormulas.patches1536, [freeWriteTier(0.25, 2, 0.025)]),
  gpt5('gpt-5-nano', 400_000, imageFormulas.gpt5Nano, [freeWriteTier(0.05, 0.4, 0.005)]),
  gpt5('gpt-5-pro', 400_000, imageFormulas.gpt5, [freeWriteTier(15, 120)]),

  early('o4-mini', [200_000, 100_000], imageFormulas.o4Mini, freeWriteTier(1.1, 4.4, 0.275)),
  early('o3', [200_000, 100_000], imageFormulas.oSeries, freeWriteTier(2, 8, 0.5)),
  early('o3-pro', [200_000, 100_000], imageFormulas.oSeries, freeWriteTier(20, 80)),
  early('o3-mini', [200_000, 100_000], imageFormulas.oSeries, freeWriteTier(1.1, 4.4, 0.55)),
  early('o1', [200_000, 100_000], imageFormulas.oSeries, freeWriteTier(15, 60, 7.5)),
  early('o1-pro', [200_000, 100_000], imageFormulas.oSeries, freeWriteTier(150, 600)),
  early('o1-mini', [128_000, 65_536], imageFormulas.oSeries, freeWriteTier(1.1, 4.4, 0.55)),
  early('codex-mini', [200_000, 100_000], imageFormulas.o4Mini, freeWriteTier(1.5, 6, 0.375)),
  early('computer-use', [8192, 1024], imageFormulas.computerUse, freeWriteTier(3, 12)),
  early('gpt-4.1', [1_047_576, 32_768], imageFormulas.gpt4, freeWriteTier(2, 8, 0.5)),
  early('gpt-4.1-mini', [1_047_576, 32_768], imageFormulas.gpt41Mini, freeWriteTier(0.4, 1.6, 0.1)),
  early('gpt-4.1-nano', [1_047_576, 32_768], imageFormulas.gpt41Nano, freeWriteTier(0.1, 0.4, 0.025)),
  early('gpt-4o', [128_000, 16_384], imageFormulas.gpt4, freeWriteTier(2.5, 10, 1.25)),
  early('gpt-4o-mini', [128_000, 16_384], imageFormulas.gpt4oMini, freeWriteTier(0.15, 0.6, 0.075)),
  early('chatgpt-4o', [128_000, 16_384], imageFormulas.gpt4, freeWriteTier(5, 15)),

  oldest('gpt-4-turbo', [128_000, 4096], freeWriteTier(10, 30), ['gpt-4-1106', 'gpt-4-0125']),
  oldest('gpt-4-32k', [32_768, 8192], freeWriteTier(60, 120)),
  oldest('gpt-4', [8192, 8192], freeWriteTier(30, 60)),
  oldest('gpt-3.5-turbo', [16_385, 4096], freeWriteTier(0.5, 1.5), ['gpt-35-turbo', 'gpt-3.5', 'gpt-3.5-turbo-16k']),
];

/** Since GPT-5.6 writes are paid and last 30 minutes, or 12 hours when asked for. */
function recent(id: string, family: string, prices: ModelRow['prices'], aliases: readonly string[] = []): ModelRow {
  const base = { ...shared, id, aliases, family, window: long, outputLimit: 128_000, image: imageFormulas.gpt6 };
  return { ...base, cacheLifetimes: { ordinary: 1800, extended: 43_200 }, prices };
}

function gpt5(id: string, window: number, image: ImageFormula, tiers: readonly PriceTier[]): ModelRow {
  const limits = { window, outputLimit: id === 'gpt-5-pro' ? 272_000 : 128_000 };
  const aliases = [`${id}-codex`, `${id}-chat`, ...(id === 'gpt-5.1' ? ['gpt-5.1-codex-max'] : [])];
  return { ...shared, id, aliases, family: 'gpt-5', ...limits, image, prices: [since('2025-08-07', ...tiers)] };
}

function early(id: string, [window, outputLimit]: Limits, image: ImageFormula, tier: PriceTier): ModelRow {
  const family = /^o\d/.test(id) ? 'o-series' : 'gpt-4';
  return { ...shared, id, family, window, outputLimit, image, prices: [since('2024-08-06', tier)] };
}

function oldest(id: string, limits: Limits, tier: PriceTier, aliases: readonly string[] = []): ModelRow {
  return { ...early(id, limits, imageFormulas.gpt4, tier), aliases, tokenizer: 'cl100k' };
}

type Limits = readonly [window: number, outputLimit: number];
