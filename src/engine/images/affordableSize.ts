import { type ImageDetail, type ImageFormula, type ImageSize, imageTokens } from './imageTokens.ts';

/**
 * Tokens at which each formula shows a whole picture coarsely but recognisably: about 512 × 512 pixels, or the step below
 * which nothing gets cheaper. `undefined` where the size of a picture does not change its price.
 */
export function coarseTokens(formula: ImageFormula): number | undefined {
  switch (formula.kind) {
    case 'squares':
      // 504 × 504 pixels.
      return 18 * 18;
    case 'tiles':
      return formula.base + formula.perTile;
    case 'patches':
      return imageTokens(formula, { width: 512, height: 512 });
    case 'crops':
      // Both sides up to 384; the next step is four times as much.
      return formula.perTile;
    case 'overview':
      return 2 * formula.perTile;
    case 'fixed':
      return undefined;
  }
}

/** The largest version of a picture, its aspect ratio kept, that costs no more than so many tokens; at least one pixel. */
export function largestWithin(formula: ImageFormula, size: ImageSize, tokens: number): ImageSize {
  const long = Math.max(size.width, size.height);
  const fits = (edge: number): boolean => imageTokens(formula, scaled(size, edge / long)) <= tokens;
  if (fits(long)) return size;
  let within = 1;
  let beyond = long;
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (fits(middle)) within = middle;
    else beyond = middle;
  }
  return scaled(size, within / long);
}

export function scaled({ width, height }: ImageSize, factor: number): ImageSize {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** What is left of each side after the provider's own scaling: detail beyond this never reaches the model. */
export function seenShare(formula: ImageFormula, size: ImageSize, detail: ImageDetail = 'auto'): number {
  switch (formula.kind) {
    case 'squares':
    case 'patches': {
      const seen = largestUnscaled(formula, size, detail);
      return Math.min(1, Math.max(seen.width, seen.height) / Math.max(size.width, size.height));
    }
    case 'tiles': {
      if (detail === 'low') return Math.min(1, 512 / Math.max(size.width, size.height));
      const fit = Math.min(1, 2048 / Math.max(size.width, size.height));
      return fit * Math.min(1, 768 / (Math.min(size.width, size.height) * fit));
    }
    default:
      return 1;
  }
}

/** The largest version that the provider takes as it is: its price follows from its own squares. */
function largestUnscaled(
  formula: Extract<ImageFormula, { readonly kind: 'squares' | 'patches' }>,
  size: ImageSize,
  detail: ImageDetail,
): ImageSize {
  const most = imageTokens(formula, size, detail);
  const unlimited: ImageFormula =
    formula.kind === 'squares'
      ? { kind: 'squares', longestEdge: Number.MAX_SAFE_INTEGER, mostTokens: Number.MAX_SAFE_INTEGER }
      : { kind: 'patches', multiplier: formula.multiplier, budgets: {} };
  const within = largestWithin(unlimited, size, most);
  if (formula.kind === 'patches') return within;
  const long = Math.max(within.width, within.height);
  return long <= formula.longestEdge ? within : scaled(within, formula.longestEdge / long);
}
