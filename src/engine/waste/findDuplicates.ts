import type { ContextDetector } from './finding.ts';

/** Smaller repeats ("ok", an empty listing) cost less than reading about them. */
const leastTokens = 50;

/** Results whose whole text stood in the request before. */
export const findDuplicates: ContextDetector = blocks => {
  const firstWith = new Map<string, number>();
  return blocks
    .filter(block => block.kind === 'toolResult' && block.tokensAfter >= leastTokens)
    .flatMap(block => {
      const first = firstWith.get(block.hash);
      if (first === undefined) {
        firstWith.set(block.hash, block.position);
        return [];
      }
      return [
        {
          category: 'duplicateContent' as const,
          tokens: block.tokensAfter,
          block: block.position,
          place: block.label,
          recommendation: `The same text already stands in block ${first}: the agent asked for it twice.`,
        },
      ];
    });
};
