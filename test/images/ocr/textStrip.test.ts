import { describe, expect, it } from 'vitest';
import { cutStrip, inkColumns, stripHeight } from '../../../src/images/ocr/textStrip.ts';

/** White, with a black bar from column 40 to 60. */
function picture() {
  const data = new Uint8Array(100 * 24 * 3).fill(255);
  for (let y = 0; y < 24; y++) data.fill(0, (y * 100 + 40) * 3, (y * 100 + 60) * 3);
  return { width: 100, height: 24, data };
}

describe('cutStrip', () => {
  it('scales a line to the height that the recogniser takes', () => {
    const strip = cutStrip(picture(), { x: 50, y: 12, width: 100, height: 24, angle: 0 });

    expect(strip.width).toBe(200);
    expect(strip.planes).toHaveLength(3 * stripHeight * 200);
    expect(strip.planes[20 * 200 + 10]).toBeCloseTo(1, 2);
    expect(strip.planes[20 * 200 + 100]).toBeCloseTo(-1, 2);
  });

  it('turns text that runs down the page', () => {
    expect(cutStrip(picture(), { x: 50, y: 12, width: 6, height: 24, angle: 0 }).width).toBe(192);
  });
});

describe('inkColumns', () => {
  it('tells ink from ground', () => {
    const ink = inkColumns(cutStrip(picture(), { x: 50, y: 12, width: 100, height: 24, angle: 0 }));

    expect([ink[10], ink[100], ink[190]]).toEqual([0, 1, 0]);
  });
});
