import { describe, expect, it } from 'vitest';
import { smallestBox, straightBox } from '../../../src/images/ocr/tilted.ts';

function corners(width: number, height: number, angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [-1, 1].flatMap(a =>
    [-1, 1].map(b => {
      const [u, v] = [(a * width) / 2, (b * height) / 2];
      return { x: 100 + u * cos - v * sin, y: 60 + u * sin + v * cos };
    }),
  );
}

describe('smallestBox', () => {
  it('finds the tilt of a line of text', () => {
    const box = smallestBox(corners(80, 12, 0.2));

    expect(box.angle).toBeCloseTo(0.2, 3);
    expect([box.x, box.y, box.width, box.height].map(Math.round)).toEqual([100, 60, 80, 12]);
  });

  it('takes a ragged end for a straight line', () => {
    const ragged = [...corners(80, 12, 0), { x: 141, y: 54 }];

    expect(smallestBox(ragged).angle).toBe(0);
  });

  it('describes every turn within 45 degrees', () => {
    for (const angle of [-1.5, -0.7, 0.7, 1.5, 3]) {
      expect(Math.abs(smallestBox(corners(80, 12, angle)).angle)).toBeLessThanOrEqual(Math.PI / 4 + 1e-9);
    }
  });
});

describe('straightBox', () => {
  it('lies around a tilted one', () => {
    const box = straightBox({ x: 100, y: 60, width: 80, height: 12, angle: 0.2 });

    for (const { x, y } of corners(80, 12, 0.2)) {
      expect(x).toBeGreaterThanOrEqual(box.left - 1e-9);
      expect(x).toBeLessThanOrEqual(box.left + box.width + 1e-9);
      expect(y).toBeGreaterThanOrEqual(box.top - 1e-9);
      expect(y).toBeLessThanOrEqual(box.top + box.height + 1e-9);
    }
  });
});
