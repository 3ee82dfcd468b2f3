import { say } from '../../shared/sentences/say.ts';
import { isRetrievalTool } from '../plan/retrievalTool.ts';
import type { ContextDetector } from './finding.ts';

/** Originals that the agent fetched back: what an omission cost instead of saving. */
export const findRetrievals: ContextDetector = blocks =>
  blocks
    .filter(({ kind, tool }) => kind === 'toolResult' && isRetrievalTool(tool))
    .map(block => ({
      category: 'retrieval' as const,
      tokens: block.tokensAfter,
      block: block.position,
      place: block.label,
      recommendation: say('advice.retrieval'),
    }));
