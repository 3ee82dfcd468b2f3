import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { findBase64 } from './findBase64.ts';
import { findBlanks } from './findBlanks.ts';
import { findHtmlNoise } from './findHtmlNoise.ts';
import type { LocalDetector, LocalWaste } from './finding.ts';
import { findJsonBloat } from './findJsonBloat.ts';
import { findRepeatedLines } from './findRepeatedLines.ts';

const detectors: readonly LocalDetector[] = [findJsonBloat, findRepeatedLines, findBase64, findBlanks, findHtmlNoise];

/** Findings below this size are not worth a person's attention. */
const minimumTokens = 40;

/** Every kind of waste in a text, largest first. */
export function findLocalWaste(text: string, counter: TokenCounter): readonly LocalWaste[] {
  return detectors
    .flatMap(detect => detect(text, counter) ?? [])
    .filter(finding => finding.tokens >= minimumTokens)
    .toSorted((a, b) => b.tokens - a.tokens);
}
