/** Size of an image in pixels, as sent. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What the request asks for: OpenAI's `detail`, Gemini's media resolution. Absent or `auto` is the provider's default. */
export type ImageDetail = 'auto' | 'low' | 'medium' | 'high' | 'original' | 'ultraHigh';

/** How a model turns pixels into input tokens. The instances are in imageFormulas.ts. */
export type ImageFormula =
  /** One token per square of 28 pixels, after scaling to the longest edge and the most tokens that the model sees. */
  | { readonly kind: 'squares'; readonly longestEdge: number; readonly mostTokens: number }
  /** A base and a price per 512-pixel tile, after fitting into 2048 × 2048 and a short side of 768. `low` costs the base. */
  | { readonly kind: 'tiles'; readonly base: number; readonly perTile: number }
  /** Squares of 32 pixels times a multiplier, after scaling to a budget of squares; no budget means any number. */
  | {
      readonly kind: 'patches';
      readonly multiplier: number;
      readonly budgets: { readonly auto?: number; readonly high?: number; readonly original?: number };
    }
  /** One price for small images, else one per tile whose side follows from the image. */
  | { readonly kind: 'crops'; readonly perTile: number }
  /** A fixed budget per requested resolution, whatever the size. */
  | { readonly kind: 'fixed'; readonly tokens: Readonly<Record<'low' | 'medium' | 'high' | 'ultraHigh', number>> }
  /** Squares of 448 pixels plus an overview, each at one price; no more than `mostTiles`. */
  | { readonly kind: 'overview'; readonly perTile: number; readonly mostTiles: number };

/** Input tokens of one image. An image without a usable size counts as the largest that the formula knows. */
export function imageTokens(formula: ImageFormula, size: ImageSize, detail: ImageDetail = 'auto'): number {
  const width = usable(size.width);
  const height = usable(size.height);
  switch (formula.kind) {
    case 'squares':
      return squareTokens(width, height, formula.longestEdge, formula.mostTokens);
    case 'tiles':
      return formula.base + (detail === 'low' ? 0 : formula.perTile * tileCount(width, height));
    case 'patches':
      return Math.ceil(roundOff(patchCount(width, height, patchBudget(formula.budgets, detail)) * formula.multiplier));
    case 'crops':
      return formula.perTile * cropCount(width, height);
    case 'fixed':
      return formula.tokens[detail === 'auto' || detail === 'original' ? 'high' : detail];
    case 'overview': {
      const tiles = Math.ceil(width / 448) * Math.ceil(height / 448);
      return formula.perTile * (Math.min(tiles, formula.mostTiles) + 1);
    }
  }
}

/** Sides of broken or missing headers: an upper bound keeps the arithmetic finite. */
const largestSide = 32_768;

function usable(side: number): number {
  return Number.isFinite(side) && side >= 1 ? Math.min(Math.floor(side), largestSide) : largestSide;
}

/** The model sees the largest version that keeps the aspect ratio and fits both limits; it is padded to whole squares. */
function squareTokens(width: number, height: number, longestEdge: number, mostTokens: number): number {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const tokensAt = (edge: number) =>
    Math.ceil(edge / 28) * Math.ceil(Math.max(1, Math.round((short * edge) / long)) / 28);
  let fits = 1;
  let tooLarge = Math.min(long, longestEdge) + 1;
  while (tooLarge - fits > 1) {
    const middle = (fits + tooLarge) >> 1;
    if (tokensAt(middle) <= mostTokens) fits = middle;
    else tooLarge = middle;
  }
  return tokensAt(fits);
}

function tileCount(width: number, height: number): number {
  const fit = Math.min(1, 2048 / Math.max(width, height));
  const shrink = Math.min(1, 768 / Math.min(width * fit, height * fit));
  const tilesAlong = (side: number) => Math.max(1, Math.ceil(Math.floor(roundOff(side * fit * shrink)) / 512));
  return tilesAlong(width) * tilesAlong(height);
}

type PatchBudgets = Extract<ImageFormula, { kind: 'patches' }>['budgets'];

function patchBudget(budgets: PatchBudgets, detail: ImageDetail): number {
  const budget = detail === 'original' ? budgets.original : detail === 'high' ? budgets.high : budgets.auto;
  return budget ?? Number.POSITIVE_INFINITY;
}

/** Above the budget the image shrinks to it, and then a little more, so that one side is a whole number of patches. */
function patchCount(width: number, height: number, budget: number): number {
  const patches = Math.ceil(width / 32) * Math.ceil(height / 32);
  if (patches <= budget) return patches;
  const shrink = Math.sqrt((budget * 32 * 32) / (width * height));
  const columns = (width * shrink) / 32;
  const rows = (height * shrink) / 32;
  const settle = Math.min(wholeShare(columns), wholeShare(rows));
  return Math.min(budget, Math.ceil(roundOff(columns * settle)) * Math.ceil(roundOff(rows * settle)));
}

function wholeShare(patches: number): number {
  return Math.max(1, Math.floor(patches)) / patches;
}

function cropCount(width: number, height: number): number {
  if (width <= 384 && height <= 384) return 1;
  const side = Math.max(256, Math.min(768, Math.floor(Math.min(width, height) / 1.5)));
  return Math.ceil(width / side) * Math.ceil(height / side);
}

/** Takes the last bits of binary rounding off, so that 33.000000000000004 patches are 33. */
function roundOff(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
