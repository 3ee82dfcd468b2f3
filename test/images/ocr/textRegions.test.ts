import { describe, expect, it } from 'vitest';
import { findTextRegions } from '../../../src/images/ocr/textRegions.ts';

function mapWith(...lines: readonly { left: number; top: number; width: number; height: number; value?: number }[]) {
  const data = new Float32Array(200 * 100);
  for (const { left, top, width, height, value = 0.9 } of lines) {
    for (let y = top; y < top + height; y++) data.fill(value, y * 200 + left, y * 200 + left + width);
  }
  return { width: 200, height: 100, data };
}

describe('findTextRegions', () => {
  it('finds lines and gives back the margin that the net leaves out', () => {
    const [first, second, ...rest] = findTextRegions(
      mapWith({ left: 20, top: 10, width: 100, height: 6 }, { left: 20, top: 50, width: 60, height: 6 }),
    );

    expect(rest).toEqual([]);
    expect(first).toMatchObject({ x: 70, y: 13, angle: 0 });
    expect(first?.height).toBeGreaterThan(10);
    expect(second?.y).toBe(53);
  });

  it('passes over specks and what is hardly text', () => {
    expect(
      findTextRegions(
        mapWith({ left: 5, top: 5, width: 2, height: 2 }, { left: 50, top: 50, width: 60, height: 6, value: 0.4 }),
      ),
    ).toEqual([]);
  });
});
