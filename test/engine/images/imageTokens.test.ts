import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageFormulas } from '../../../src/engine/images/imageFormulas.ts';
import { type ImageDetail, imageTokens } from '../../../src/engine/images/imageTokens.ts';

describe('imageTokens', () => {
  it.each([
    // Documented examples.
    ['claudeStandard', 1000, 1000, 'auto', 1296],
    ['claudeStandard', 200, 200, 'auto', 64],
    ['gpt4', 1024, 1024, 'high', 765],
    ['gpt4', 2048, 4096, 'high', 1105],
    ['gpt4', 4096, 8192, 'low', 85],
    ['gpt4', 512, 512, 'high', 255],
    ['gpt41Mini', 1024, 1024, 'auto', 1659],
    ['gemini2', 384, 384, 'auto', 258],
    ['gemini2', 960, 540, 'auto', 1548],
    ['gemini3', 4000, 3000, 'auto', 1120],
    ['gemini3', 40, 30, 'low', 280],
    // Measured bills, without the text around the image.
    ['claudeStandard', 1024, 1024, 'auto', 1369],
    ['claudeStandard', 1920, 1080, 'auto', 1560],
    ['claudeHighResolution', 1024, 1024, 'auto', 1369],
    ['claudeHighResolution', 1920, 1080, 'auto', 2691],
    ['patches1536', 1280, 720, 'auto', 1104],
    ['patches1536', 2048, 768, 'auto', 1844],
    ['gpt54', 2560, 1440, 'high', 2931],
    ['gpt55', 4032, 3024, 'auto', 11_868],
    ['gpt6', 256, 256, 'auto', 77],
    ['gpt6', 4032, 3024, 'auto', 14_364],
    ['gpt6', 4032, 3024, 'high', 2942],
    ['gpt6', 3840, 2160, 'high', 2931],
  ] as const)('%s counts %i × %i at %s as %i', (name, width, height, detail, tokens) => {
    expect(imageTokens(imageFormulas[name], { width, height }, detail)).toBe(tokens);
  });

  it('scales to 1,452 patches for the documented 1800 × 2400', () => {
    const formula = { kind: 'patches', multiplier: 1, budgets: { auto: 1536 } } as const;

    expect(imageTokens(formula, { width: 1800, height: 2400 })).toBe(1452);
  });

  it('charges every image a positive whole number, whatever its header claims', () => {
    const side = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(0, -1, Number.NaN, 1e12, 0.5, 33.3));
    const detail = fc.constantFrom<ImageDetail>('auto', 'low', 'medium', 'high', 'original', 'ultraHigh');
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(imageFormulas)),
        side,
        side,
        detail,
        (formula, width, height, asked) => {
          const tokens = imageTokens(formula, { width, height }, asked);

          expect(Number.isSafeInteger(tokens)).toBe(true);
          expect(tokens).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('keeps Claude within its limits and does not mind which side is longer', () => {
    const side = fc.integer({ min: 1, max: 8000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const tokens = imageTokens(imageFormulas.claudeHighResolution, { width, height });

        expect(tokens).toBeLessThanOrEqual(4784);
        expect(imageTokens(imageFormulas.claudeHighResolution, { width: height, height: width })).toBe(tokens);
      }),
    );
  });
});
