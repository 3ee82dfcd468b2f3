import type { CompositionShare, ExchangeDetail, WasteFinding } from '../../shared/records.ts';
import type { WeighedBlock } from '../waste/finding.ts';

/** Tokens by kind of block, as they went upstream, and how much of them buys nothing. */
export function compositionOf(
  blocks: readonly WeighedBlock[],
  waste: ReadonlyMap<number, number>,
): readonly CompositionShare[] {
  const shares = new Map<CompositionShare['kind'], { tokens: number; wasteTokens: number }>();
  for (const { kind, tokensAfter, position } of blocks) {
    const share = shares.get(kind) ?? { tokens: 0, wasteTokens: 0 };
    share.tokens += tokensAfter;
    share.wasteTokens += waste.get(position) ?? 0;
    shares.set(kind, share);
  }
  return [...shares].map(([kind, share]) => ({ kind, ...share }));
}

/** The category whose findings hold most tokens. */
export function largestWaste(findings: readonly WasteFinding[]): ExchangeDetail['largestWaste'] {
  const byCategory = new Map<WasteFinding['category'], number>();
  for (const { category, tokens } of findings) byCategory.set(category, (byCategory.get(category) ?? 0) + tokens);
  const [top] = [...byCategory].toSorted((a, b) => b[1] - a[1]);
  return top && { category: top[0], tokens: top[1] };
}
