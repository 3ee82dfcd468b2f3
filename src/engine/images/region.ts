import type { ImageSize } from './imageTokens.ts';

/** A rectangle in pixels. */
export interface Box extends ImageSize {
  readonly left: number;
  readonly top: number;
}

/** A part of a picture by shares of its sides, and what people call it. */
export interface Region {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function right({ left, width }: Box): number {
  return left + width;
}

export function bottom({ top, height }: Box): number {
  return top + height;
}

/** A box from its edges, cut to the picture and set on whole pixels outwards. */
export function boxWithin(
  size: ImageSize,
  edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): Box {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const left = clamp(Math.floor(edges.left), size.width - 1);
  const top = clamp(Math.floor(edges.top), size.height - 1);
  return {
    left,
    top,
    width: Math.max(1, clamp(Math.ceil(edges.right), size.width) - left),
    height: Math.max(1, clamp(Math.ceil(edges.bottom), size.height) - top),
  };
}

export function boxOf(region: Region, size: ImageSize): Box {
  return boxWithin(size, {
    left: region.left * size.width,
    top: region.top * size.height,
    right: region.right * size.width,
    bottom: region.bottom * size.height,
  });
}

/** A cut through a line of text takes part of it away; past this share of a side, the line is simply longer than the region. */
const mostGrowth = 0.15;

/** The box, moved outwards where an edge would cut through a text. */
export function growPastText(box: Box, texts: readonly Box[], size: ImageSize): Box {
  const reach = { x: size.width * mostGrowth, y: size.height * mostGrowth };
  const edges = { left: box.left, top: box.top, right: right(box), bottom: bottom(box) };
  for (const text of texts) {
    const isBeside = text.top < edges.bottom && bottom(text) > edges.top;
    const isAbove = text.left < edges.right && right(text) > edges.left;
    if (!isBeside || !isAbove) continue;
    if (text.left < edges.left && box.left - text.left <= reach.x) edges.left = text.left;
    if (right(text) > edges.right && right(text) - right(box) <= reach.x) edges.right = right(text);
    if (text.top < edges.top && box.top - text.top <= reach.y) edges.top = text.top;
    if (bottom(text) > edges.bottom && bottom(text) - bottom(box) <= reach.y) edges.bottom = bottom(text);
  }
  return boxWithin(size, edges);
}
