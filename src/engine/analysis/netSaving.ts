import type { Cost, Usage } from '../../shared/records.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { priceTokens, priceUsage } from '../models/price.ts';
import type { CacheUse } from '../plan/cacheSimulator.ts';

/** One block of the prefix as money sees it. Tokens are ours. */
export interface PricedBlock {
  /** As it went upstream. */
  readonly sentTokens: number;
  /** What the decision took from it. */
  readonly removedTokens: number;
  /** True for what would not be there without us: our tool's definition, its calls and what was fetched back. */
  readonly isOverhead: boolean;
}

export interface SavingFacts {
  readonly model: ModelFacts;
  readonly blocks: readonly PricedBlock[];
  /** As reported, or as forecast without a report. */
  readonly usage: Usage;
  readonly source: Cost['source'];
  /** The provider's tokens per token of ours. */
  readonly tokensPerToken: number;
  /** Tokens that were paid again because we changed what had been sent. */
  readonly brokenTokens: number;
  /** True when the request exists only to take in what was fetched back. */
  readonly isExtraRequest: boolean;
}

export interface NetSaving {
  readonly tokens: number;
  /** US dollars; 0 when the model has no known prices. */
  readonly usd: number;
  readonly source: Cost['source'];
}

/**
 * What the exchange would have cost without us, less what it cost. Without us every removed token would have been paid at the
 * tier of the place where its block stands (read where the prefix was read, written where it was written), what broke by our
 * doing would have been read, what we injected or fetched back would not be there, and the whole prompt may have reached the
 * next price tier. May be negative.
 */
export function netSaving(facts: SavingFacts): NetSaving {
  const { usage, source, model, tokensPerToken } = facts;
  const cost = priced(model, usage, source);
  if (facts.isExtraRequest) return { tokens: -promptOf(usage), usd: -cost, source };
  const without = withoutUs(facts);
  const tokens = facts.blocks.reduce((sum, block) => sum + netRemoved(block), 0);
  return { tokens: Math.round(tokens * tokensPerToken), usd: priced(model, without, source) - cost, source };
}

/** What removing these tokens, too, would have saved. */
export function possibleSaving(facts: Omit<SavingFacts, 'brokenTokens' | 'isExtraRequest'>): NetSaving {
  const { usage, source, model, tokensPerToken } = facts;
  const removed = facts.blocks.map(block => ({ ...block, removedTokens: -block.removedTokens, isOverhead: false }));
  const leaner = withoutUs({ ...facts, blocks: removed, brokenTokens: 0, isExtraRequest: false });
  const tokens = facts.blocks.reduce((sum, block) => sum + block.removedTokens, 0);
  return {
    tokens: Math.round(tokens * tokensPerToken),
    usd: priced(model, usage, source) - priced(model, leaner, source),
    source: 'estimated',
  };
}

export function usageOf({ input, read, write5m, write1h }: CacheUse): Usage {
  return { input, output: 0, cacheRead: read, cacheWrite5m: write5m, cacheWrite1h: write1h };
}

function netRemoved({ sentTokens, removedTokens, isOverhead }: PricedBlock): number {
  return isOverhead ? -sentTokens : removedTokens;
}

type Tier = 'input' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h';

function withoutUs({ blocks, usage, tokensPerToken, brokenTokens }: SavingFacts): Usage {
  const changed: Record<Tier, number> = { ...usage };
  let offset = 0;
  for (const block of blocks) {
    changed[tierAt(offset, usage)] += netRemoved(block) * tokensPerToken;
    offset += block.sentTokens * tokensPerToken;
  }
  const written = usage.cacheWrite1h > usage.cacheWrite5m ? 'cacheWrite1h' : 'cacheWrite5m';
  const spared = Math.min(brokenTokens, changed[written]);
  changed[written] -= spared;
  changed.cacheRead += spared;
  const atLeastNone = (tokens: number): number => Math.max(0, tokens);
  return {
    output: usage.output,
    input: atLeastNone(changed.input),
    cacheRead: atLeastNone(changed.cacheRead),
    cacheWrite5m: atLeastNone(changed.cacheWrite5m),
    cacheWrite1h: atLeastNone(changed.cacheWrite1h),
  };
}

/** A prompt is read from the cache first, then written to it, and the rest is plain input. Longer lifetimes come first. */
export function tierAt(offset: number, { cacheRead, cacheWrite5m, cacheWrite1h }: Usage): Tier {
  if (offset < cacheRead) return 'cacheRead';
  if (offset < cacheRead + cacheWrite1h) return 'cacheWrite1h';
  return offset < cacheRead + cacheWrite1h + cacheWrite5m ? 'cacheWrite5m' : 'input';
}

function priced(model: ModelFacts, usage: Usage, source: Cost['source']): number {
  const cost = source === 'measured' ? priceUsage(model, usage) : priceTokens(model, usage);
  return cost?.total ?? 0;
}

function promptOf({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): number {
  return input + cacheRead + cacheWrite5m + cacheWrite1h;
}
