import type { RequestIndex } from '../conversation/request.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import type { HistoryPolicy } from './planRequest.ts';
import { prefixKeys } from './prefixKeys.ts';
import type { SentPrefixes, WarmPrefixes } from './warmPrefixes.ts';

/** A request's prefixes, and what they allow with its history. */
export interface ReadHistory {
  readonly policy: HistoryPolicy;
  readonly sent: SentPrefixes;
}

/** A model's aliases share its cache, so it goes by its resolved id here. */
export function readHistory(index: RequestIndex, model: ModelFacts, warm: WarmPrefixes, now: number): ReadHistory {
  const keys = prefixKeys(index);
  const longestMs = 1000 * Math.max(model.cacheLifetimes.ordinary, model.cacheLifetimes.extended);
  const cold = warm.coldTail({ model: model.id, keys }, longestMs, now);
  return {
    policy: {
      identityOf: ({ position }) => `cold:${model.id}:${keys[position] ?? ''}`,
      reasonForCold: ({ position }) => (cold !== undefined && position >= cold.from ? cold.reason : undefined),
    },
    sent: { model: model.id, keys, lifetimeMs: lifetimeOf(index, model) },
  };
}

/** Where clients choose a lifetime per breakpoint, the index shows it; elsewhere the longest counts. */
function lifetimeOf({ blocks, cacheMark }: RequestIndex, { provider, cacheLifetimes }: ModelFacts): number {
  const isLong = provider !== 'anthropic' || cacheMark === '1h' || blocks.some(block => block.cacheMark === '1h');
  return 1000 * (isLong ? cacheLifetimes.extended : cacheLifetimes.ordinary);
}
