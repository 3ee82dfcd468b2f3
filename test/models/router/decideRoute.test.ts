import { describe, expect, it } from 'vitest';
import { decideRoute } from '../../../src/models/router/decideRoute.ts';

const labels = ['full_low', 'preserve', 'crop', 'transcode'] as const;

describe('deciding a route', () => {
  it('takes the likeliest technique when it is sure enough', () => {
    const route = decideRoute([0, 0, 0, 5], { labels, threshold: 0.9, preserveLimit: 1 });

    expect(route.technique).toBe('transcode');
    expect(route.confidence).toBeCloseTo(0.98, 2);
    expect(route.reason).toBeUndefined();
  });

  it('keeps the picture in doubt and says what would have been likelier', () => {
    const route = decideRoute([0, 0, 1, 0], { labels, threshold: 0.9, preserveLimit: 1 });

    expect(route.technique).toBe('preserve');
    expect(route.confidence).toBe(route.scores.preserve);
    expect(route.reason).toBe('crop is likeliest, but 0.48 is below 0.9');
  });

  it('keeps the picture where what is left of the doubt is about detail, and not where it is about the way', () => {
    const limits = { labels, threshold: 0.8, preserveLimit: 0.05 };

    const detail = decideRoute([0, 2, 4, 0], limits);
    const way = decideRoute([0, 0, 4, 2], limits);

    expect(detail.technique).toBe('preserve');
    expect(detail.reason).toBe('crop is likeliest, but detail matters with a chance of 0.12, over 0.05');
    expect(way.technique).toBe('crop');
    expect(decideRoute([0, 4, 2, 0], limits).reason).toBeUndefined();
  });

  it('keeps the picture when all are alike', () => {
    expect(decideRoute([1, 1, 1, 1], { labels, threshold: 0.2, preserveLimit: 1 }).technique).toBe('preserve');
  });

  it("reads scores in the order of the model's own labels", () => {
    const route = decideRoute([9, 0], { labels: ['crop', 'preserve'], threshold: 0.5, preserveLimit: 1 });

    expect(route.technique).toBe('crop');
    expect(route.scores.transcode).toBe(0);
  });
});
