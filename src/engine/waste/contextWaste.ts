import { findDuplicates } from './findDuplicates.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';
import { findOversized } from './findOversized.ts';
import { findStaleReads } from './findStaleReads.ts';
import { findUnusedTools } from './findUnusedTools.ts';

const detectors: readonly ContextDetector[] = [findUnusedTools, findStaleReads, findDuplicates, findOversized];

export function findContextWaste(blocks: readonly WeighedBlock[]): readonly ContextWaste[] {
  return detectors.flatMap(detect => detect(blocks));
}
