import type { ColourRaster } from './colourRaster.ts';
import type { GreyRaster } from './raster.ts';

/** Width and height of the raster that `pictureHash` takes. */
export const hashSide = { width: 17, height: 16 } as const;

/** 256 bits, one per neighbouring pair of a 17 × 16 raster: equal pictures in other sizes or encodings are close. */
export function pictureHash({ data }: GreyRaster): Uint8Array {
  const bits = new Uint8Array(32);
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < 16; x++) {
      const at = y * 17 + x;
      if ((data[at] ?? 0) < (data[at + 1] ?? 0))
        bits[y * 2 + (x >> 3)] = (bits[y * 2 + (x >> 3)] ?? 0) | (1 << (x & 7));
    }
  }
  return bits;
}

/** Bits in which two hashes differ. Pictures above `closeBits` are different without a closer look. */
export function hashDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) {
    for (let differing = (a[i] ?? 0) ^ (b[i] ?? 0); differing > 0; differing &= differing - 1) distance++;
  }
  return distance;
}

export const closeBits = 10;

const cell = 8;

/**
 * What an encoder may do to a cell on average: as much as JPEG does to a screenshot in brightness, and twice that in one colour,
 * which JPEG keeps less exactly. A caret differs by more, and so does a dot of another colour that is no brighter.
 */
const mostDifference = { brightness: 5, colour: 10 };

/**
 * Whether two pictures of one size look the same everywhere: no cell of eight by eight pixels differs by more than an
 * encoder's noise. One digit of small print, a caret, a changed icon, a status in another colour make them different.
 */
export function looksSame(a: ColourRaster, b: ColourRaster): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  for (let top = 0; top < a.height; top += cell) {
    for (let left = 0; left < a.width; left += cell) {
      if (!isSameCell(a, b, left, top)) return false;
    }
  }
  return true;
}

function isSameCell(a: ColourRaster, b: ColourRaster, left: number, top: number): boolean {
  const behind = { x: Math.min(a.width, left + cell), y: Math.min(a.height, top + cell) };
  const sums = { brightness: 0, red: 0, green: 0, blue: 0 };
  for (let y = top; y < behind.y; y++) {
    for (let x = left; x < behind.x; x++) {
      const at = (y * a.width + x) * 3;
      const red = (a.data[at] ?? 0) - (b.data[at] ?? 0);
      const green = (a.data[at + 1] ?? 0) - (b.data[at + 1] ?? 0);
      const blue = (a.data[at + 2] ?? 0) - (b.data[at + 2] ?? 0);
      sums.brightness += Math.abs(0.299 * red + 0.587 * green + 0.114 * blue);
      sums.red += Math.abs(red);
      sums.green += Math.abs(green);
      sums.blue += Math.abs(blue);
    }
  }
  const pixels = (behind.x - left) * (behind.y - top);
  const mostColoured = Math.max(sums.red, sums.green, sums.blue);
  return sums.brightness <= mostDifference.brightness * pixels && mostColoured <= mostDifference.colour * pixels;
}
