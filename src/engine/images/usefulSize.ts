import type { ImageSize } from './imageTokens.ts';

/**
 * What a model makes use of: a picture of this many pixels still shows small print, and is about what models before the high
 * resolutions saw at most. Our own threshold, 2026-11.
 */
const usefulPixels = 1_200_000;

/** The same picture, scaled down to what is of use. */
export function usefulSize({ width, height }: ImageSize): ImageSize {
  const scale = Math.min(1, Math.sqrt(usefulPixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
