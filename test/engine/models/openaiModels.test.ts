import { expect, it } from 'vitest';
import { openaiModels } from '../../../src/engine/models/openaiModels.ts';

it('lists GPT-6.1 Terra as published', () => {
  const row = openaiModels.find(({ id }) => id === 'gpt-6.1-terra');

  expect(row).toMatchObject({ window: 1_050_000, outputLimit: 128_000, minimumCacheableTokens: 1024 });
  expect(row?.prices.at(-1)?.tiers[0]).toEqual({
    above: 0,
    input: 1,
    output: 5,
    cacheRead: 0.05,
    cacheWrite5m: 1.25,
    cacheWrite1h: 2.5,
  });
});

it('keeps the price of GPT-5.6 Luna before its cut', () => {
  const row = openaiModels.find(({ id }) => id === 'gpt-5.6-luna');

  expect(row?.prices.map(({ from, tiers }) => [from, tiers[0]?.input])).toEqual([
    ['2026-07-09', 1],
    ['2026-07-30', 0.2],
  ]);
});
