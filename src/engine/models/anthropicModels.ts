import { imageFormulas } from '../images/imageFormulas.ts';
import type { ModelRow } from './modelFacts.ts';
import { anthropicTier, since } from './priceRows.ts';

/**
 * Claude, as of 2026-11-21. Sources: platform.claude.com/docs (models overview, pricing, prompt caching). Minimum cacheable sizes
 * of Sonnet 5.5 and Haiku 5.5 were not found: theirs are those of their predecessors. Sonnet 4.6 is documented with 1,024 and
 * was reported not to cache below 2,048, so the larger, safer figure stands.
 */
export const anthropicModels: readonly ModelRow[] = [
  claude('claude-fable-5-1', ['claude-fable', 'fable'], five(512), [since('2026-09-01', anthropicTier(10, 50, 0.25))]),
  claude('claude-mythos-5-1', ['claude-mythos'], five(512), [since('2026-09-01', anthropicTier(10, 50, 0.25))]),
  claude('claude-fable-5', [], five(512), [since('2026-06-01', anthropicTier(10, 50, 1))]),
  claude('claude-mythos-5', [], five(512), [since('2026-06-01', anthropicTier(10, 50, 1))]),

  claude('claude-opus-5-5', ['claude-opus', 'opus'], five(512), [since('2026-09-22', anthropicTier(4, 20, 0.2))]),
  claude('claude-opus-5', [], five(512), [since('2026-07-24', anthropicTier(5, 25, 0.5))]),
  claude('claude-opus-4-8', [], four7(1024), [since('2026-05-28', anthropicTier(5, 25, 0.5))]),
  claude('claude-opus-4-7', [], four7(2048), [since('2026-04-01', anthropicTier(5, 25, 0.5))]),
  claude('claude-opus-4-6', [], { ...first(4096, 128_000), window: 1_000_000 }, [
    since('2026-02-01', anthropicTier(5, 25, 0.5)),
  ]),
  claude('claude-opus-4-5', [], first(4096, 64_000), [since('2025-11-01', anthropicTier(5, 25, 0.5))]),
  claude('claude-opus-4-1', [], first(1024, 32_000), [since('2025-08-05', anthropicTier(15, 75, 1.5))]),
  claude('claude-opus-4', ['claude-opus-4-0'], first(1024, 32_000), [since('2025-05-14', anthropicTier(15, 75, 1.5))]),

  claude('claude-sonnet-5-5', ['claude-sonnet', 'sonnet'], five(1024), [
    since('2026-10-07', anthropicTier(2, 10, 0.1)),
  ]),
  claude('claude-sonnet-5', [], five(1024), [since('2026-06-30', anthropicTier(2, 10, 0.2))]),
  claude('claude-sonnet-4-6', [], { ...first(2048, 64_000), window: 1_000_000 }, [
    since('2026-02-17', anthropicTier(3, 15, 0.3)),
  ]),
  claude('claude-sonnet-4-5', [], { ...first(1024, 64_000), longWindow: 1_000_000 }, [
    since('2025-09-29', anthropicTier(3, 15, 0.3), anthropicTier(6, 22.5, 0.6, 200_000)),
  ]),
  claude('claude-sonnet-4', ['claude-sonnet-4-0'], { ...first(1024, 64_000), longWindow: 1_000_000 }, [
    since('2025-05-14', anthropicTier(3, 15, 0.3), anthropicTier(6, 22.5, 0.6, 200_000)),
  ]),
  claude('claude-3-7-sonnet', [], first(1024, 64_000), [since('2025-02-19', anthropicTier(3, 15, 0.3))]),
  claude('claude-3-5-sonnet', [], first(1024, 8192), [since('2024-06-20', anthropicTier(3, 15, 0.3))]),

  claude('claude-haiku-5-5', ['claude-haiku', 'haiku'], five(4096), [
    since('2026-10-07', anthropicTier(0.1, 0.5, 0.01), anthropicTier(0.5, 2.5, 0.05, 100_000)),
  ]),
  claude('claude-haiku-4-5', [], first(4096, 64_000), [since('2025-10-01', anthropicTier(1, 5, 0.1))]),
  claude('claude-3-5-haiku', [], first(2048, 8192), [since('2024-10-22', anthropicTier(0.8, 4, 0.08))]),
  claude('claude-3-haiku', [], first(2048, 4096), [
    since('2024-03-07', { ...anthropicTier(0.25, 1.25, 0.03), cacheWrite5m: 0.3 }),
  ]),
  claude('claude-3-opus', [], first(1024, 4096), [since('2024-02-29', anthropicTier(15, 75, 1.5))]),
];

type Generation = Omit<ModelRow, 'id' | 'aliases' | 'family' | 'provider' | 'prices' | 'cacheLifetimes'>;

function claude(id: string, aliases: readonly string[], generation: Generation, prices: ModelRow['prices']): ModelRow {
  const line = /fable|mythos|opus|sonnet|haiku/.exec(id)?.[0] ?? 'other';
  const cacheLifetimes = { ordinary: 300, extended: 3600 };
  return { id, aliases, family: `claude-${line}`, provider: 'anthropic', cacheLifetimes, ...generation, prices };
}

/** Claude 3 to 4.6 and Haiku 4.5: the first vocabulary, standard images. */
function first(minimumCacheableTokens: number, outputLimit: number): Generation {
  const image = imageFormulas.claudeStandard;
  return { window: 200_000, outputLimit, minimumCacheableTokens, tokenizer: 'claude-3', image };
}

/** Opus 4.7 and 4.8: the second vocabulary, high-resolution images. */
function four7(minimumCacheableTokens: number): Generation {
  const image = imageFormulas.claudeHighResolution;
  return { window: 1_000_000, outputLimit: 128_000, minimumCacheableTokens, tokenizer: 'claude-4.7', image };
}

function five(minimumCacheableTokens: number): Generation {
  return { ...four7(minimumCacheableTokens), tokenizer: 'claude-5' };
}
