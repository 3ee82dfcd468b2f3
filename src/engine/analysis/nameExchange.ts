import type { ExchangeSummary } from '../../shared/records.ts';
import type { AnalysisContext } from './analysisContext.ts';
import { nameBlock } from './describeBlocks.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import { titleOf } from './titleOf.ts';

type Names = Omit<
  ExchangeSummary,
  'tokensBefore' | 'tokensAfter' | 'wasteTokens' | 'errorBand' | 'verdict' | 'usage' | 'cost' | 'saved' | 'couldSave'
>;

/** Who asked whom, when, in which conversation, about what. */
export function nameExchange(facts: ExchangeFacts, { body, index, lineage }: AnalysisContext): Names {
  const { id, project, client, provider, mode, profile, startedAt } = facts;
  const { path, status, streamed, timings, requestBytes, sentBytes } = facts;
  const branch = facts.branch ?? lineage.branch;
  const latest = index.blocks.findLast(({ kind, position }) => kind === 'toolResult' && position >= index.liveFrom);
  return {
    ...{ id, project, client, provider, mode, profile, startedAt },
    ...{ path, status, streamed, timings, requestBytes, sentBytes },
    conversation: lineage.conversation,
    ...(lineage.parent !== undefined && { parent: lineage.parent }),
    ...(facts.format !== undefined && { format: facts.format }),
    model: index.model ?? facts.model ?? 'unknown',
    title: titleOf(body, index),
    ...(facts.fault !== undefined && { fault: facts.fault }),
    ...(branch !== undefined && { branch }),
    ...(latest?.tool !== undefined && { latest: nameBlock(latest, body).label }),
  };
}
