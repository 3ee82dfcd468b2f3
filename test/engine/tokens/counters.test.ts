import { describe, expect, it } from 'vitest';
import { type Calibration, observe } from '../../../src/engine/tokens/calibration.ts';
import { counterFor, counterForFamily, rawCounterFor } from '../../../src/engine/tokens/counters.ts';

const text = 'The quick brown fox jumps over the lazy dog.';

describe('counterFor', () => {
  it.each([
    ['gpt-4o-2024-08-06', 'o200k_base'],
    ['openai/gpt-6.1-sol', 'o200k_base'],
    ['gpt-4-0613', 'cl100k_base'],
  ])('counts %s exactly', async (model, encoding) => {
    const counter = await counterFor(model);

    expect(counter).toMatchObject({ encoding, errorBand: 0 });
    expect(counter.count(text)).toBe(10);
  });

  it.each(['claude-sonnet-4-5', 'gemini-3-pro-preview', 'gpt-9', 'nobody/knows'])(
    'says how far %s may be off',
    async model => {
      const counter = await counterFor(model);

      expect(counter.errorBand).toBeGreaterThan(0);
      expect(counter.encoding).toContain('estimated');
      expect(counter.count(text)).toBeGreaterThanOrEqual(10);
    },
  );

  it('follows the calibration of the model’s family', async () => {
    let calibration: Calibration = {};
    for (let exchange = 0; exchange < 30; exchange += 1) calibration = observe(calibration, 'claude-5', [1000, 2000]);

    const counter = await counterFor('claude-opus-5', calibration);

    expect(counter.count(text)).toBe(20);
    expect(counter.errorBand).toBeLessThan(0.01);
  });

  it('counts nothing in an empty text', async () => {
    expect((await counterFor('claude-opus-5')).count('')).toBe(0);
    expect((await counterFor('gpt-5')).count('')).toBe(0);
  });
});

it('gives the raw count that calibration is fed with', async () => {
  const raw = await rawCounterFor('claude-5');

  expect(raw(text)).toBe(10);
  expect((await counterForFamily('claude-5')).count(text)).toBe(16);
});
