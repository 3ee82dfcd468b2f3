import { contradicts, fileHistories, fileName } from './fileHistory.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';
import { shareWithin } from './lineRange.ts';

/** Smaller repeats ("ok", an empty listing) cost less than reading about them. */
const leastTokens = 50;

/** Results whose text stood in the request before: the whole of it, or lines of a file that an earlier read had shown. */
export const findDuplicates: ContextDetector = blocks => {
  const repeats = findRepeats(blocks);
  const whole = new Set(repeats.map(({ block }) => block));
  return [...repeats, ...findOverlaps(blocks).filter(({ block }) => !whole.has(block))];
};

function findRepeats(blocks: readonly WeighedBlock[]): readonly ContextWaste[] {
  const firstWith = new Map<string, WeighedBlock>();
  return blocks.flatMap(block => {
    if (block.kind !== 'toolResult' || block.tokensAfter < leastTokens) return [];
    // What was shortened differs from its original when that comes again.
    const sent = block.replacementHash ?? block.hash;
    const first = firstWith.get(sent);
    if (first === undefined) {
      firstWith.set(sent, block);
      return [];
    }
    return [
      {
        category: 'duplicateContent' as const,
        tokens: block.tokensAfter,
        block: block.position,
        place: block.label,
        recommendation: `${block.label} gave the same text before, in message ${first.message + 1}: nothing had changed.`,
      },
    ];
  });
}

/** Reads of lines that an earlier read of the same, meanwhile unchanged, file had shown. */
function findOverlaps(blocks: readonly WeighedBlock[]): readonly ContextWaste[] {
  return [...fileHistories(blocks)].flatMap(([path, { reads, edits }]) =>
    reads.flatMap((read, i) => {
      const { lines, tokensAfter, position, label } = read;
      if (lines === undefined || tokensAfter < leastTokens) return [];
      const seen = reads.slice(0, i + 1);
      const unchanged = reads.slice(0, i).filter(earlier => {
        const isEdited = edits.some(at => at > earlier.position && at < position);
        return !isEdited && !seen.some(later => contradicts(later, earlier));
      });
      const share = Math.max(0, ...unchanged.map(earlier => (earlier.lines ? shareWithin(lines, earlier.lines) : 0)));
      const tokens = Math.floor(tokensAfter * share);
      if (tokens < leastTokens) return [];
      const name = fileName(path);
      const recommendation = `These lines of ${name} were read before and had not changed: ask for the missing lines only.`;
      return [{ category: 'duplicateContent' as const, tokens, block: position, place: label, recommendation }];
    }),
  );
}
