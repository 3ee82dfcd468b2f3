import type { Block, RequestIndex } from '../../conversation/request.ts';
import type { Settled } from '../applyPlan.ts';

/**
 * The pictures that stand before one, the nearest first, whatever stands in their place by now. A note about a repetition counts
 * them backwards: clients and cuts take the oldest away first, which leaves such a count as it was. `gone` are positions of
 * what an earlier cut took.
 */
export function picturesBefore(
  { blocks }: RequestIndex,
  { position }: Block,
  gone: ReadonlySet<number> = new Set(),
): readonly Block[] {
  return blocks
    .slice(0, position)
    .filter(block => block.kind === 'image' && !gone.has(block.position))
    .toReversed();
}

/** What a settled note counts, back to the picture that it repeats: without any of these it would point at another. */
export function countedPictures(
  { block, decision: { outcome } }: Settled,
  index: RequestIndex,
  gone?: ReadonlySet<number>,
): readonly Block[] {
  const back = outcome.kind === 'replace' ? outcome.picture?.back : undefined;
  return back === undefined ? [] : picturesBefore(index, block, gone).slice(0, back);
}
