import { describe, expect, it } from 'vitest';
import { closeBits, hashDistance, looksSame, pictureHash } from '../../../src/engine/images/likeness.ts';
import type { GreyRaster } from '../../../src/engine/images/raster.ts';

function raster(width: number, height: number, at: (x: number, y: number) => number): GreyRaster {
  const data = Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
  return { width, height, data };
}

const stripes = (x: number, y: number): number => ((x * 7 + y * 13) % 50) + 100;

describe('looksSame', () => {
  const screen = raster(200, 100, stripes);

  it('forgives what an encoder does everywhere', () => {
    expect(
      looksSame(
        screen,
        raster(200, 100, (x, y) => stripes(x, y) + ((x + y) % 5)),
      ),
    ).toBe(true);
  });

  it('sees a caret of two by sixteen pixels', () => {
    const withCaret = raster(200, 100, (x, y) => (x >= 40 && x < 42 && y >= 30 && y < 46 ? 0 : stripes(x, y)));

    expect(looksSame(screen, withCaret)).toBe(false);
  });

  it('compares pictures of one size only', () => {
    expect(looksSame(screen, raster(100, 200, stripes))).toBe(false);
  });
});

describe('pictureHash', () => {
  it('is close for a brighter version and far for another picture', () => {
    const wave = (x: number, y: number): number => 100 + 50 * Math.sin(x / 3) + 30 * Math.cos(y / 4);
    const hash = pictureHash(raster(17, 16, wave));

    expect(hashDistance(hash, pictureHash(raster(17, 16, (x, y) => wave(x, y) + 20)))).toBeLessThanOrEqual(closeBits);
    expect(hashDistance(hash, pictureHash(raster(17, 16, (x, y) => wave(16 - x, y))))).toBeGreaterThan(closeBits);
  });
});
