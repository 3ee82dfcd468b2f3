import type { ExchangeDetail } from '../../shared/records.ts';
import type { RequestIndex } from '../conversation/request.ts';
import { priceTokens, priceUsage, tierFor } from '../models/price.ts';
import type { Decision } from '../plan/decision.ts';
import { isRetrievalTool } from '../plan/retrievalTool.ts';
import type { AnalysisContext } from './analysisContext.ts';
import type { DescribedBlock } from './describeBlocks.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import { type NetSaving, netSaving, type PricedBlock, possibleSaving } from './netSaving.ts';
import { inputOf } from './sentPrefix.ts';
import type { Traffic } from './traffic.ts';

/** An exchange in US dollars. */
export interface Money {
  /** What one more token of this context costs with every request that carries it; `undefined` for a model without a known price. */
  readonly pricePerToken: number | undefined;
  readonly possible: NetSaving | undefined;
  readonly shown: Pick<ExchangeDetail, 'usage' | 'cost' | 'saved' | 'couldSave'>;
}

/** An exchange that was refused without a report of its usage costs nothing, and nothing is saved in it. */
export function priceExchange(
  facts: ExchangeFacts,
  context: AnalysisContext,
  parts: {
    readonly described: readonly DescribedBlock[];
    readonly possible: ReadonlyMap<number, Decision>;
    readonly traffic: Traffic;
  },
): Money {
  const { described, possible, traffic } = parts;
  const { model, index } = context;
  const { usage, tokensPerToken, diagnosis } = traffic;
  const source = facts.usage === undefined ? 'estimated' : 'measured';
  const isBilled = facts.usage !== undefined || facts.status < 400;
  const cost = isBilled ? priceUsage(model, usage) : priceTokens(model, {});
  const shared = { model, usage, source, tokensPerToken } as const;
  const inPrefix = described.filter(({ record }) => index.blocks[record.position]?.deferred !== true);
  const isOurs = facts.mode === 'optimize' || traffic.sent.isEdited;
  const saved =
    isOurs && isBilled
      ? netSaving({
          ...shared,
          blocks: inPrefix.map(pricedBlock),
          brokenTokens: diagnosis.culprit === 'us' ? diagnosis.outcome.rewritten : 0,
          isExtraRequest: isExtraRequest(index),
        })
      : undefined;
  const hypothetical = inPrefix.map(block => ({ ...pricedBlock(block), removedTokens: removedBy(possible, block) }));
  const couldSave = possible.size === 0 || !isBilled ? undefined : possibleSaving({ ...shared, blocks: hypothetical });
  const tier = tierFor(model, inputOf(usage));
  return {
    pricePerToken: tier === undefined ? undefined : tier[usage.cacheRead > 0 ? 'cacheRead' : 'input'] / 1_000_000,
    possible: couldSave,
    shown: {
      ...(facts.usage !== undefined && { usage: facts.usage }),
      ...(cost !== undefined && { cost: { ...cost, source } }),
      ...(saved !== undefined && (saved.tokens !== 0 || saved.usd !== 0) && { saved }),
      ...(couldSave !== undefined &&
        couldSave.tokens > 0 && { couldSave: { tokens: couldSave.tokens, usd: couldSave.usd } }),
    },
  };
}

function pricedBlock({ record, sent }: DescribedBlock): PricedBlock {
  return {
    sentTokens: sent.tokens,
    removedTokens: record.tokensBefore - sent.tokens,
    isOverhead: isRetrievalTool(record.tool),
  };
}

function removedBy(possible: ReadonlyMap<number, Decision>, { record }: DescribedBlock): number {
  const decision = possible.get(record.position);
  if (decision === undefined || decision.tokensBefore === 0) return 0;
  return Math.round((record.tokensBefore * (decision.tokensBefore - decision.tokensAfter)) / decision.tokensBefore);
}

/** An answer to nothing but a retrieval: without the omission the agent would have gone on in the request before. */
function isExtraRequest({ blocks, liveFrom }: RequestIndex): boolean {
  const results = blocks.filter(({ kind, position }) => kind === 'toolResult' && position >= liveFrom);
  return results.length > 0 && results.every(({ tool }) => isRetrievalTool(tool));
}
