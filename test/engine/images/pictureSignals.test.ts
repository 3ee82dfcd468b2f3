import { describe, expect, it } from 'vitest';
import { readPixels, readTextBoxes } from '../../../src/engine/images/pictureSignals.ts';
import type { GreyRaster } from '../../../src/engine/images/raster.ts';

function raster(at: (x: number, y: number) => number): GreyRaster {
  const data = Uint8Array.from({ length: 256 * 256 }, (_, i) => at(i % 256, Math.floor(i / 256)));
  return { width: 256, height: 256, data };
}

describe('readPixels', () => {
  it('sees nothing in one colour', () => {
    expect(readPixels(raster(() => 80))).toEqual({ complexity: 0, fineDetail: 0, blankShare: 1 });
  });

  it('tells hairs from soft shapes', () => {
    const hairs = readPixels(raster(x => (x % 2 === 0 ? 0 : 255)));
    const soft = readPixels(raster((x, y) => 128 + 100 * Math.sin(x / 40) * Math.cos(y / 40)));

    expect(hairs.fineDetail).toBeGreaterThan(0.9);
    expect(soft.fineDetail).toBeLessThan(0.5);
    expect(hairs.complexity).toBeGreaterThan(0.4);
  });

  it('measures how much is blank', () => {
    expect(readPixels(raster((x, y) => (x < 128 ? 255 : (x * 31 + y * 17) % 256))).blankShare).toBeCloseTo(0.5, 1);
  });
});

describe('readTextBoxes', () => {
  const size = { width: 1000, height: 1000 };

  it('knows a page of text from a sign', () => {
    const page = Array.from({ length: 30 }, (_, i) => ({ left: 50, top: i * 30, width: 800, height: 18 }));

    expect(readTextBoxes(page, size)).toMatchObject({ hasText: true, isDocument: true, textHeight: 18 });
    expect(readTextBoxes([{ left: 300, top: 300, width: 300, height: 90 }], size)).toMatchObject({
      hasText: true,
      isDocument: false,
    });
    expect(readTextBoxes([], size)).toMatchObject({ hasText: false, textShare: 0, textHeight: 0 });
  });
});
