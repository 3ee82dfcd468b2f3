import { describe, expect, it } from 'vitest';
import { imageFormulas } from '../../../src/engine/images/imageFormulas.ts';
import { imageTokens } from '../../../src/engine/images/imageTokens.ts';
import type { PictureLook } from '../../../src/engine/images/pictureLook.ts';
import {
  isWorthIt,
  type PictureFacts,
  planCoarse,
  planCrop,
  planMedium,
  tokensBefore,
} from '../../../src/engine/images/picturePlan.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

const photo: PictureLook = {
  texts: [],
  textShare: 0,
  textHeight: 0,
  hasText: false,
  isDocument: false,
  complexity: 0.5,
  fineDetail: 0.3,
  blankShare: 0,
};
const screen: PictureLook = { ...photo, textShare: 0.1, textHeight: 18, hasText: true, isDocument: true };

function facts(model: string, width: number, height: number, more: Partial<PictureFacts> = {}): PictureFacts {
  return {
    size: { width, height },
    detail: 'auto',
    model: resolveModel(model),
    lowDetail: undefined,
    handle: 'abcdefghjk',
    count: text => Math.ceil(text.length / 3),
    ...more,
  };
}

describe('planCoarse', () => {
  it('asks OpenAI tile models for low detail: 765 tokens become 85 and the note', () => {
    const plan = planCoarse(facts('gpt-4o', 1024, 1024, { lowDetail: 'openai' }), photo);

    expect(plan).toMatchObject({ kind: 'lowDetail' });
    expect(plan.kind === 'leave' ? 0 : plan.tokensAfter).toBeLessThan(85 + 40);
  });

  it('draws anew for patch models, on which low detail has no effect', () => {
    const plan = planCoarse(facts('gpt-5.2', 1920, 1080, { lowDetail: 'openai' }), photo);

    expect(plan.kind).toBe('draw');
    if (plan.kind !== 'draw') return;
    expect(imageTokens(imageFormulas.patches1536, plan.size)).toBeLessThanOrEqual(308);
    expect(plan.note).toContain('1920×1080');
    expect(plan.note).toContain('get: abcdefghjk');
  });

  it.each([
    ['claude-sonnet-4-5', 1024, 1024, 324],
    ['claude-opus-4-7', 1920, 1080, 324],
    ['gemini-2.5-pro', 1536, 1536, 258],
    ['grok-4', 1600, 1200, 512],
  ])('draws %s’s pictures of %i × %i for at most %i tokens', (model, width, height, tokens) => {
    const plan = planCoarse(facts(model, width, height), photo);

    expect(plan.kind).toBe('draw');
    if (plan.kind !== 'draw') return;
    expect(imageTokens(resolveModel(model).image, plan.size)).toBeLessThanOrEqual(tokens);
  });

  it('asks Gemini 3 for low resolution, since its price does not depend on the size', () => {
    const plan = planCoarse(facts('gemini-3-pro', 1024, 768, { lowDetail: 'gemini' }), photo);

    expect(plan).toMatchObject({ kind: 'lowDetail' });
    expect(planCoarse(facts('gemini-3-pro', 1024, 768), photo).kind).toBe('leave');
  });

  it('keeps the text of a screenshot legible', () => {
    const plan = planCoarse(facts('claude-opus-4-7', 1920, 1080), screen);

    expect(plan.kind).toBe('draw');
    if (plan.kind !== 'draw') return;
    expect((plan.size.height / 1080) * 18).toBeGreaterThanOrEqual(9.9);
    expect(planCoarse(facts('gpt-4o', 1920, 1080, { lowDetail: 'openai' }), screen).kind).not.toBe('lowDetail');
  });

  it('leaves alone what is small already', () => {
    expect(planCoarse(facts('claude-sonnet-4-5', 400, 300), photo)).toMatchObject({ kind: 'leave' });
    expect(planCoarse(facts('gemini-2.5-pro', 380, 380), photo)).toMatchObject({ kind: 'leave' });
  });
});

describe('planCrop', () => {
  const corner = { name: 'top right', left: 0.5, top: 0, right: 1, bottom: 0.5 };

  it('cuts the region out, as fine as the model would have seen it', () => {
    const plan = planCrop(facts('claude-sonnet-4-5', 3136, 1568), corner, []);

    expect(plan).toMatchObject({ kind: 'draw', box: { left: 1568, top: 0, width: 1568, height: 784 } });
    if (plan.kind !== 'draw') return;
    expect(plan.size.width).toBeLessThanOrEqual(800);
    expect(plan.tokensAfter).toBeLessThan(tokensBefore(facts('claude-sonnet-4-5', 3136, 1568)) / 2);
  });

  it('takes a box that was found as it is', () => {
    const box = { left: 10, top: 20, width: 300, height: 100 };

    expect(planCrop(facts('gpt-5.2', 1200, 1000), { name: '“Save”', box }, [])).toMatchObject({
      box,
      size: { width: 300, height: 100 },
      reason: 'the question is about “Save”',
    });
  });

  it('leaves a picture alone of which hardly anything could go', () => {
    const nearlyAll = { name: 'bottom half', left: 0, top: 0.05, right: 1, bottom: 1 };

    expect(planCrop(facts('claude-sonnet-4-5', 1000, 1000), nearlyAll, [])).toMatchObject({ kind: 'leave' });
  });
});

describe('planMedium', () => {
  it('lies between the coarse picture and the whole', () => {
    const given = facts('claude-opus-4-7', 1920, 1080);
    const medium = planMedium(given, photo);
    const coarse = planCoarse(given, photo);

    if (medium.kind === 'leave' || coarse.kind === 'leave') throw new Error('both are plans');
    expect(medium.tokensAfter).toBeGreaterThan(coarse.tokensAfter);
    expect(medium.tokensAfter).toBeLessThan(tokensBefore(given));
  });
});

describe('isWorthIt', () => {
  it('wants a saving that is worth a loss', () => {
    expect(isWorthIt(100, 90)).toBe(false);
    expect(isWorthIt(100, 85)).toBe(true);
  });
});

describe('the figures of the predecessor', () => {
  it('OpenAI: 765 for 1024 × 1024 and 85 in low detail hold', () => {
    expect(imageTokens(imageFormulas.gpt4, { width: 1024, height: 1024 })).toBe(765);
    expect(imageTokens(imageFormulas.gpt4, { width: 1024, height: 1024 }, 'low')).toBe(85);
  });

  it('Anthropic: 1,398 and 349 are pixels by 750; today it is 1,369 and 361 squares', () => {
    expect(Math.floor((1024 * 1024) / 750)).toBe(1398);
    expect(Math.floor((512 * 512) / 750)).toBe(349);
    expect(imageTokens(imageFormulas.claudeStandard, { width: 1024, height: 1024 })).toBe(1369);
    expect(imageTokens(imageFormulas.claudeStandard, { width: 512, height: 512 })).toBe(361);
  });

  it('Gemini: 1,032 for 1536 × 1536 holds, 258 for 768 × 768 does not: only up to 384 it is one tile', () => {
    expect(imageTokens(imageFormulas.gemini2, { width: 1536, height: 1536 })).toBe(1032);
    expect(imageTokens(imageFormulas.gemini2, { width: 768, height: 768 })).toBe(1032);
    expect(imageTokens(imageFormulas.gemini2, { width: 384, height: 384 })).toBe(258);
  });

  it('2,900 for 2048 × 2048 is no model’s price', () => {
    const prices = Object.values(imageFormulas).map(formula => imageTokens(formula, { width: 2048, height: 2048 }));

    expect(prices).not.toContain(2900);
    expect(imageTokens(imageFormulas.gpt4, { width: 2048, height: 2048 })).toBe(765);
    expect(imageTokens(imageFormulas.claudeStandard, { width: 2048, height: 2048 })).toBe(1521);
  });
});
