import type { RequestIndex } from '../conversation/request.ts';
import type { ModelFacts, PriceTier } from '../models/modelFacts.ts';
import { tierFor } from '../models/price.ts';
import type { Birth } from './birth.ts';
import type { RewriteTerms } from './history/mayRewriteHistory.ts';
import { smallPrefixOf } from './history/smallPrefix.ts';
import type { PlannedBlock } from './planRequest.ts';
import { definitionSubject } from './slimDefinition.ts';
import { subjectOf } from './subject.ts';

export interface PlannedRequest {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  /** For tool profiles that are bound to one. */
  readonly project?: string;
  /** Names the original of a text. */
  readonly nameOriginal: (text: string) => string;
}

/** What is to be judged of a planned request, with all that a judgement may depend on. */
export function birthsOf(plan: readonly PlannedBlock[], request: PlannedRequest): readonly Birth[] {
  return plan.flatMap((planned): Birth[] => {
    if (planned.kind !== 'birth') return [];
    const { block } = planned;
    const subject =
      block.kind === 'toolDefinition'
        ? definitionSubject(request.body, block)
        : subjectOf(request.body, request.index, block);
    if (subject === undefined) return [];
    const prefix = smallPrefixOf(block, plan, request);
    const rewrite = planned.cold === undefined ? undefined : termsOf(planned.cold, request);
    // Without prices nobody can say whether writing history anew pays.
    if (planned.cold !== undefined && rewrite === undefined) return [];
    return [
      {
        identity: planned.identity,
        subject: request.project === undefined ? subject : { ...subject, project: request.project },
        handle: request.nameOriginal(subject.text),
        ...(prefix !== undefined && { prefix }),
        ...(rewrite !== undefined && { rewrite }),
      },
    ];
  });
}

/** Most texts have about so many bytes per token; it decides on a price tier and on what a retrieval costs, nothing exact. */
const bytesPerToken = 4;

function termsOf(reason: string, { body, index, model }: PlannedRequest): RewriteTerms | undefined {
  const promptTokens = Math.round(body.byteLength / bytesPerToken);
  const prices = tierFor(model, promptTokens);
  if (prices === undefined) return undefined;
  const marks = [...index.blocks.map(({ cacheMark }) => cacheMark), index.cacheMark].filter(mark => mark !== undefined);
  const isUncached = model.provider === 'anthropic' && marks.length === 0;
  return {
    reason,
    prices: isUncached ? uncached(prices) : prices,
    lifetime: marks.includes('1h') ? '1h' : '5m',
    promptTokens,
  };
}

/** Without breakpoints every token is paid in full with every request. */
function uncached(prices: PriceTier): PriceTier {
  const { input } = prices;
  return { ...prices, cacheRead: input, cacheWrite5m: input, cacheWrite1h: input };
}
