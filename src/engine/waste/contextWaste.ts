import type { WasteCategory } from '../../shared/wasteCategories.ts';
import { findDuplicates } from './findDuplicates.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';
import { findOversized } from './findOversized.ts';
import { findOversizedImages } from './findOversizedImages.ts';
import { findRetrievals } from './findRetrievals.ts';
import { findStaleReads } from './findStaleReads.ts';
import { findThinking } from './findThinking.ts';
import { findUnusedTools } from './findUnusedTools.ts';

/** The strongest statement about a block comes first: what is out of date need not also be called a repetition. */
const detectors: readonly ContextDetector[] = [
  findUnusedTools,
  findRetrievals,
  findStaleReads,
  findDuplicates,
  findOversized,
  findOversizedImages,
  findThinking,
];

/** Findings about a result say all that there is to say about it; a second one would count its tokens again. */
const exclusive: ReadonlySet<WasteCategory> = new Set([
  'staleReads',
  'duplicateContent',
  'retrieval',
  'oversizedResults',
]);

export function findContextWaste(blocks: readonly WeighedBlock[]): readonly ContextWaste[] {
  const taken = new Set<number>();
  return detectors.flatMap(detect => {
    const findings = detect(blocks).filter(
      ({ block, tokens }) => tokens > 0 && !(block !== undefined && taken.has(block)),
    );
    for (const { category, block } of findings) {
      if (block !== undefined && exclusive.has(category)) taken.add(block);
    }
    return findings;
  });
}
