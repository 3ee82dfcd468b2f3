import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarseTokens, largestWithin, scaled, seenShare } from '../../../src/engine/images/affordableSize.ts';
import { imageFormulas } from '../../../src/engine/images/imageFormulas.ts';
import { imageTokens } from '../../../src/engine/images/imageTokens.ts';

const sides = fc.integer({ min: 1, max: 6000 });
const formulas = fc.constantFrom(...Object.values(imageFormulas));

describe('coarseTokens', () => {
  it('is what about 512 × 512 pixels cost, or the cheapest step of the formula', () => {
    expect(coarseTokens(imageFormulas.claudeStandard)).toBe(324);
    expect(coarseTokens(imageFormulas.gpt4)).toBe(255);
    expect(coarseTokens(imageFormulas.patches1536)).toBe(308);
    expect(coarseTokens(imageFormulas.gemini2)).toBe(258);
    expect(coarseTokens(imageFormulas.grok)).toBe(512);
  });

  it('is unknown where the price does not depend on the size', () => {
    expect(coarseTokens(imageFormulas.gemini3)).toBeUndefined();
  });
});

describe('largestWithin', () => {
  it('keeps the aspect ratio and stays within the tokens, for every formula and size', () => {
    fc.assert(
      fc.property(formulas, sides, sides, (formula, width, height) => {
        const tokens = coarseTokens(formula);
        if (tokens === undefined) return;

        const size = largestWithin(formula, { width, height }, tokens);

        expect(size.width).toBeGreaterThanOrEqual(1);
        expect(size.width).toBeLessThanOrEqual(width);
        expect(size.height).toBeLessThanOrEqual(height);
        const isSmallest = Math.max(size.width, size.height) === 1;
        if (!isSmallest) expect(imageTokens(formula, size)).toBeLessThanOrEqual(tokens);
      }),
    );
  });

  it('does not enlarge what is cheap already', () => {
    expect(largestWithin(imageFormulas.claudeStandard, { width: 300, height: 200 }, 324)).toEqual({
      width: 300,
      height: 200,
    });
  });

  it('gives a wide picture more width for the same tokens', () => {
    const size = largestWithin(imageFormulas.claudeStandard, { width: 1920, height: 1080 }, 324);

    expect(imageTokens(imageFormulas.claudeStandard, size)).toBeLessThanOrEqual(324);
    expect(size.width).toBeGreaterThan(640);
  });
});

describe('seenShare', () => {
  it.each([
    ['claudeStandard', 3136, 1568, 0.5],
    ['claudeStandard', 1000, 1000, 1],
    ['gpt4', 1536, 1536, 0.5],
    ['gpt4', 4096, 2048, 0.375],
    ['gemini2', 4000, 3000, 1],
    ['gpt6', 4000, 3000, 1],
  ] as const)('%s sees %i × %i at a share of %d of its sides', (name, width, height, share) => {
    expect(seenShare(imageFormulas[name], { width, height })).toBeCloseTo(share, 1);
  });
});

describe('scaled', () => {
  it('never loses a side', () => {
    expect(scaled({ width: 1000, height: 2 }, 0.01)).toEqual({ width: 10, height: 1 });
  });
});
