import { say } from '../../../shared/sentences/say.ts';
import type { RequestIndex } from '../../conversation/request.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import type { HistoryPolicy } from '../planRequest.ts';
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

/**
 * For those who do not see everything that is sent: only definitions of a conversation that begins here may change, for that
 * conversation alone. Its first request has to be written to the cache in any case.
 */
export function readBeginning(index: RequestIndex, model: ModelFacts): HistoryPolicy {
  const keys = prefixKeys(index);
  const opening = index.blocks.find(({ message, kind }) => message >= 0 && kind !== 'system')?.hash ?? '';
  const isFirst = index.messages.every(({ author }) => author !== 'model');
  return {
    identityOf: ({ position }) => `begun:${model.id}:${opening}:${keys[position] ?? ''}`,
    reasonForCold: ({ kind }) => (isFirst && kind === 'toolDefinition' ? say('picture.beginning') : undefined),
  };
}

/** Where clients choose a lifetime per breakpoint, the index shows it; elsewhere the longest counts. */
function lifetimeOf({ blocks, cacheMark }: RequestIndex, { provider, cacheLifetimes }: ModelFacts): number {
  const isLong = provider !== 'anthropic' || cacheMark === '1h' || blocks.some(block => block.cacheMark === '1h');
  return 1000 * (isLong ? cacheLifetimes.extended : cacheLifetimes.ordinary);
}
