import { expect, it } from 'vitest';
import { anthropicModels } from '../../../src/engine/models/anthropicModels.ts';

it('lists Opus 5.5 as published', () => {
  const row = anthropicModels.find(({ id }) => id === 'claude-opus-5-5');

  expect(row).toMatchObject({
    family: 'claude-opus',
    window: 1_000_000,
    outputLimit: 128_000,
    minimumCacheableTokens: 512,
  });
  expect(row?.prices.at(-1)?.tiers).toEqual([
    { above: 0, input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 },
  ]);
});

it('knows the three vocabularies apart', () => {
  const tokenizerOf = (id: string) => anthropicModels.find(row => row.id === id)?.tokenizer;

  expect(tokenizerOf('claude-opus-4-6')).toBe('claude-3');
  expect(tokenizerOf('claude-opus-4-7')).toBe('claude-4.7');
  expect(tokenizerOf('claude-sonnet-5')).toBe('claude-5');
});
