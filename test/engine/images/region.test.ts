import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottom, boxOf, boxWithin, growPastText, right } from '../../../src/engine/images/region.ts';

const size = { width: 1000, height: 500 };

describe('boxWithin', () => {
  it('always lies in the picture and holds at least a pixel', () => {
    const edge = fc.double({ min: -2000, max: 3000, noNaN: true });
    fc.assert(
      fc.property(edge, edge, edge, edge, (left, top, rightEdge, bottomEdge) => {
        const box = boxWithin(size, { left, top, right: rightEdge, bottom: bottomEdge });

        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.width).toBeGreaterThanOrEqual(1);
        expect(box.height).toBeGreaterThanOrEqual(1);
        expect(right(box)).toBeLessThanOrEqual(size.width);
        expect(bottom(box)).toBeLessThanOrEqual(size.height);
      }),
    );
  });
});

describe('boxOf', () => {
  it('takes shares of the sides', () => {
    expect(boxOf({ name: 'top right', left: 0.5, top: 0, right: 1, bottom: 0.5 }, size)).toEqual({
      left: 500,
      top: 0,
      width: 500,
      height: 250,
    });
  });
});

describe('growPastText', () => {
  it('takes in a text that an edge would cut', () => {
    const box = { left: 500, top: 0, width: 500, height: 250 };

    const grown = growPastText(box, [{ left: 440, top: 100, width: 200, height: 20 }], size);

    expect(grown).toEqual({ left: 440, top: 0, width: 560, height: 250 });
  });

  it('does not follow a line that runs through the whole picture', () => {
    const box = { left: 500, top: 0, width: 500, height: 250 };

    expect(growPastText(box, [{ left: 10, top: 100, width: 980, height: 20 }], size)).toEqual(box);
  });
});
