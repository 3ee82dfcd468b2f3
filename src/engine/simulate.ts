import type { Receipt } from '../shared/records.ts';
import { type CompressedRequest, compressRequest, type LooseRequest } from './compress.ts';
import type { ModelFacts } from './models/modelFacts.ts';
import { tierFor } from './models/price.ts';
import { unkeptHandle } from './plan/handle.ts';
import { transformsApplied } from './transformsApplied.ts';

/** What compression would do to a request. */
export interface SimulationPlan {
  readonly model: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  /** Half-width of the error band of the counts, as a share; 0 when they are exact. */
  readonly errorBand: number;
  /** In the form of `transformsApplied`. */
  readonly transforms: readonly string[];
  readonly estimatedSavings: EstimatedSavings;
  readonly perBlock: readonly Receipt[];
  readonly cache: CachePlan;
  readonly stablePrefixHash: string;
  readonly warnings: readonly string[];
  /** Why the input could not be read; everything else then speaks of it as one text. */
  readonly fault?: string;
}

/** Dollars for sending the saved tokens once, at the input price; `usd` is null when the model has no prices. */
export interface EstimatedSavings {
  readonly usd: number | null;
  readonly price?: {
    readonly model: string;
    readonly usdPerMillionInputTokens: number;
    /** The tier holds for prompts of more tokens than this. */
    readonly abovePromptTokens: number;
    /** Day from which the price holds, or `override`. */
    readonly from: string;
  };
}

/** What compression would mean for the provider's prompt cache. */
export interface CachePlan {
  readonly cacheSafe: boolean;
  /** Position of the first block that would change, absent when none would. */
  readonly firstChangedBlock?: number;
  /** Tokens before the first change: a cached prefix keeps them. */
  readonly stablePrefixTokens: number;
  /** Tokens after the first change that earlier requests held already: the provider would read them anew, once. */
  readonly rereadTokens: number;
  /** Prefixes of fewer tokens are not cached by this model's provider. */
  readonly minimumCacheableTokens: number;
}

/** Plans as `compressRequest` would act when originals can be kept; keeps and changes nothing. */
export async function simulateRequest(request: LooseRequest): Promise<SimulationPlan> {
  const compressed = await compressRequest(request, () => unkeptHandle);
  const { model, tokensBefore, tokensAfter, errorBand } = compressed;
  const tokensSaved = tokensBefore - tokensAfter;
  const fault = compressed.index === undefined ? compressed.receipts[0]?.reason : undefined;
  return {
    ...(fault !== undefined && { fault }),
    model: model.id,
    tokensBefore,
    tokensAfter,
    tokensSaved,
    errorBand,
    transforms: transformsApplied(compressed.receipts),
    estimatedSavings: estimateSavings(model, tokensBefore, tokensSaved),
    perBlock: compressed.receipts.map(({ handle: _, ...receipt }) => receipt),
    cache: planCache(compressed),
    stablePrefixHash: compressed.stablePrefixHash,
    warnings: compressed.warnings,
  };
}

function estimateSavings(model: ModelFacts, promptTokens: number, tokensSaved: number): EstimatedSavings {
  const tier = tierFor(model, promptTokens);
  if (tier === undefined) return { usd: null };
  return {
    usd: (tokensSaved * tier.input) / 1_000_000,
    price: {
      model: model.id,
      usdPerMillionInputTokens: tier.input,
      abovePromptTokens: tier.above,
      from: model.pricesFrom ?? 'unknown',
    },
  };
}

function planCache({ receipts, index, model, cacheSafe }: CompressedRequest): CachePlan {
  const { minimumCacheableTokens } = model;
  const first = receipts.findIndex(({ transform }) => transform !== 'none');
  const liveFrom = index?.liveFrom ?? receipts.length;
  const stable = first < 0 ? receipts : receipts.slice(0, first);
  const reread = first < 0 ? [] : receipts.slice(first, Math.max(first, liveFrom));
  return {
    cacheSafe,
    ...(first >= 0 && { firstChangedBlock: first }),
    stablePrefixTokens: stable.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0),
    rereadTokens: reread.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0),
    minimumCacheableTokens,
  };
}
