import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColourRaster } from '../../../src/engine/images/colourRaster.ts';
import { closeBits, hashDistance, looksSame, pictureHash } from '../../../src/engine/images/likeness.ts';
import type { GreyRaster } from '../../../src/engine/images/raster.ts';

function raster(width: number, height: number, at: (x: number, y: number) => number): GreyRaster {
  const data = Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
  return { width, height, data };
}

type Colour = readonly [red: number, green: number, blue: number];

function coloured(width: number, height: number, at: (x: number, y: number) => Colour): ColourRaster {
  const pixels = Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
  return { width, height, data: Uint8Array.from(pixels.flat()) };
}

const stripes = (x: number, y: number): Colour => {
  const value = ((x * 7 + y * 13) % 50) + 100;
  return [value, value, value];
};

describe('looksSame', () => {
  const screen = coloured(200, 100, stripes);
  it('forgives what an encoder does everywhere', () => {
    const encoded = coloured(200, 100, (x, y) => {
      const [value] = stripes(x, y);
      return [value + ((x + y) % 5), value + (y % 5), value + (x % 9)];
    });

    expect(looksSame(screen, encoded)).toBe(true);
  });

  it('sees a caret of two by sixteen pixels', () => {
    const withCaret = coloured(200, 100, (x, y) =>
      x >= 40 && x < 42 && y >= 30 && y < 46 ? [0, 0, 0] : stripes(x, y),
    );

    expect(looksSame(screen, withCaret)).toBe(false);
  });

  it('sees a dot of eight pixels in another colour, wherever it is and however alike in brightness', () => {
    const value = fc.integer({ min: 0, max: 255 });
    const colour = fc.tuple(value, value, value);
    const withDot = (left: number, top: number, dot: Colour): ColourRaster =>
      coloured(41, 30, (x, y) => (x >= left && x < left + 8 && y >= top && y < top + 8 ? dot : stripes(x, y)));
    fc.assert(
      fc.property(fc.nat({ max: 33 }), fc.nat({ max: 22 }), colour, colour, (left, top, one, other) => {
        fc.pre(one.some((part, i) => Math.abs(part - (other[i] ?? 0)) > 40));

        expect(looksSame(withDot(left, top, one), withDot(left, top, other))).toBe(false);
      }),
    );
  });

  it('compares pictures of one size only', () => {
    expect(looksSame(screen, coloured(100, 200, stripes))).toBe(false);
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
