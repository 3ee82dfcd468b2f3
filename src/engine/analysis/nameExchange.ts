import type { ExchangeSummary } from '../../shared/records.ts';
import type { AnalysisContext } from './analysisContext.ts';
import type { DescribedBlock } from './describeBlocks.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import { titleOf } from './titleOf.ts';

type Names = Omit<
  ExchangeSummary,
  'tokensBefore' | 'tokensAfter' | 'wasteTokens' | 'errorBand' | 'verdict' | 'usage' | 'cost' | 'saved' | 'couldSave'
>;

/** Who asked whom, when, in which conversation, about what. */
export function nameExchange(
  facts: ExchangeFacts,
  { body, index, lineage }: AnalysisContext,
  described: readonly DescribedBlock[],
): Names {
  const { id, project, client, provider, mode, profile, startedAt } = facts;
  const { path, status, streamed, timings, requestBytes, sentBytes } = facts;
  const branch = facts.branch ?? lineage.branch;
  const latest = described.findLast(({ record }) => record.kind === 'toolResult')?.record;
  const isNew = latest !== undefined && latest.position >= index.liveFrom;
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
    ...(isNew && { latest: latest.label }),
  };
}
