import { say } from '../../shared/sentences/say.ts';
import { contradicts, type FileHistory, type FileRead, fileHistories, fileName } from './fileHistory.ts';
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
        recommendation: say('advice.duplicate', { place: block.label, n: first.message + 1 }),
      },
    ];
  });
}

/** Reads of lines that an earlier read of the same, meanwhile unchanged, file had shown. */
function findOverlaps(blocks: readonly WeighedBlock[]): readonly ContextWaste[] {
  return [...fileHistories(blocks)].flatMap(([path, history]) =>
    history.reads.flatMap((read, i) => {
      const { block, lines } = read;
      const share = Math.max(0, ...unchangedBefore(history, i).map(earlier => shareWithin(lines, earlier.lines)));
      const tokens = Math.floor(block.tokensAfter * share);
      if (tokens < leastTokens) return [];
      const name = fileName(path);
      const recommendation = say('advice.overlap', { file: name });
      const found = { tokens, block: block.position, place: block.label, recommendation };
      return [{ category: 'duplicateContent' as const, ...found }];
    }),
  );
}

/** Earlier reads whose lines nothing has changed since, as far as the conversation tells. */
function unchangedBefore({ reads, edits, doubts }: FileHistory, at: number): readonly FileRead[] {
  const position = reads[at]?.block.position ?? 0;
  const seen = reads.slice(0, at + 1);
  return reads.slice(0, at).filter(earlier => {
    const isChanged = [...edits, ...doubts].some(edit => edit > earlier.block.position && edit < position);
    return !isChanged && !seen.some(later => contradicts(later, earlier));
  });
}
