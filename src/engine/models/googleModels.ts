import { imageFormulas } from '../images/imageFormulas.ts';
import type { ModelRow, PriceTier } from './modelFacts.ts';
import { freeWriteTier, since } from './priceRows.ts';

type Generation = Pick<ModelRow, 'outputLimit' | 'minimumCacheableTokens' | 'image'>;

const third: Generation = { outputLimit: 65_536, minimumCacheableTokens: 4096, image: imageFormulas.gemini3 };
const second: Generation = { outputLimit: 65_536, minimumCacheableTokens: 2048, image: imageFormulas.gemini2 };

/**
 * Gemini, as of 2026-11-21. Source: ai.google.dev/gemini-api/docs (pricing, caching, models). Prices are those of text and images;
 * storing an explicit cache is billed by the hour and not in here. 3.6 Flash joined the launch price of 3.7 at an unknown
 * day before 2026-09-30.
 */
export const googleModels: readonly ModelRow[] = [
  gemini('gemini-4-argon', 'gemini-4', { ...third, outputLimit: 1_048_576 }, [
    since('2026-09-30', freeWriteTier(2, 10, 0.1)),
    since('2026-12-01', freeWriteTier(4, 20, 0.2)),
  ]),
  gemini('gemini-3.8-flash', 'gemini-flash', third, flash3('2026-09-01'), ['gemini-flash']),
  gemini('gemini-3.7-flash', 'gemini-flash', third, flash3('2026-08-01')),
  gemini('gemini-3.6-flash', 'gemini-flash', third, [
    since('2026-07-21', freeWriteTier(1.5, 7.5, 0.15)),
    ...flash3('2026-09-30'),
  ]),
  gemini('gemini-3.5-flash', 'gemini-flash', third, [since('2026-05-19', freeWriteTier(1.5, 9, 0.15))]),
  gemini('gemini-3.5-flash-lite', 'gemini-flash-lite', third, [since('2026-07-21', freeWriteTier(0.3, 2.5, 0.03))]),
  gemini(
    'gemini-3.1-pro',
    'gemini-pro',
    third,
    [since('2026-02-19', ...pro([2, 12, 0.2], [4, 18, 0.4]))],
    ['gemini-pro'],
  ),
  gemini('gemini-3.1-flash-lite', 'gemini-flash-lite', third, [since('2026-03-01', freeWriteTier(0.25, 1.5, 0.025))]),
  gemini('gemini-3-pro', 'gemini-pro', third, [since('2025-11-18', ...pro([2, 12, 0.2], [4, 18, 0.4]))]),
  gemini('gemini-3-flash', 'gemini-flash', third, [since('2025-12-17', freeWriteTier(0.5, 3, 0.05))]),
  gemini('gemini-2.5-pro', 'gemini-pro', second, [since('2025-06-17', ...pro([1.25, 10, 0.125], [2.5, 15, 0.25]))]),
  gemini('gemini-2.5-flash', 'gemini-flash', second, [since('2025-06-17', freeWriteTier(0.3, 2.5, 0.03))]),
  gemini(
    'gemini-2.5-flash-lite',
    'gemini-flash-lite',
    second,
    [since('2025-07-22', freeWriteTier(0.1, 0.4, 0.01))],
    ['gemini-flash-lite'],
  ),
  gemini('gemini-2.0-flash', 'gemini-flash', { ...second, outputLimit: 8192 }, [
    since('2025-02-05', freeWriteTier(0.1, 0.4, 0.025)),
  ]),
  gemini('gemini-2.0-flash-lite', 'gemini-flash-lite', { ...second, outputLimit: 8192 }, [
    since('2025-02-25', freeWriteTier(0.075, 0.3)),
  ]),
];

function gemini(
  id: string,
  family: string,
  generation: Generation,
  prices: ModelRow['prices'],
  aliases: readonly string[] = [],
): ModelRow {
  // Implicit caches have no stated lifetime; an explicit one lives an hour unless asked otherwise.
  const fixed = { provider: 'google', window: 1_048_576, cacheLifetimes: { ordinary: 3600, extended: 3600 } } as const;
  return { id, aliases, family, ...fixed, ...generation, tokenizer: 'gemini', prices };
}

/** Above 200,000 prompt tokens Pro costs more, on all of them. */
function pro(price: Triple, longPrice: Triple): readonly PriceTier[] {
  return [freeWriteTier(...price), freeWriteTier(...longPrice, 200_000)];
}

/** 3.6 to 3.8 Flash: half price until the end of 2026. */
function flash3(from: string): ModelRow['prices'] {
  return [since(from, freeWriteTier(0.75, 3.75, 0.075)), since('2027-01-01', freeWriteTier(1.5, 7.5, 0.15))];
}

type Triple = readonly [input: number, output: number, cacheRead: number];
