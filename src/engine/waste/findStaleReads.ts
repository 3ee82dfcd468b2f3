import { say } from '../../shared/sentences/say.ts';
import { contradicts, fileHistories, fileName } from './fileHistory.ts';
import type { ContextDetector } from './finding.ts';

/** Reads of a file that say what it no longer says: it was edited later, or read again and found to be different. */
export const findStaleReads: ContextDetector = blocks =>
  [...fileHistories(blocks)].flatMap(([path, { reads, edits }]) =>
    reads.flatMap(read => {
      const { block } = read;
      const name = fileName(path);
      const isEdited = edits.some(position => position > block.position);
      if (!isEdited && !reads.some(later => contradicts(later, read))) return [];
      return [
        {
          category: 'staleReads' as const,
          tokens: block.tokensAfter,
          block: block.position,
          place: name,
          recommendation: say(isEdited ? 'advice.staleEdited' : 'advice.staleChanged', { file: name }),
        },
      ];
    }),
  );
