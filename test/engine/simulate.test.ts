import { expect, it } from 'vitest';
import { simulateRequest } from '../../src/engine/simulate.ts';
import { defaultOptions } from '../../src/shared/options.ts';

const rows = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));
const plan = (messages: readonly unknown[], model: string) =>
  simulateRequest({
    body: Buffer.from(JSON.stringify(messages)),
    model,
    options: { ...defaultOptions('library'), protectRecent: 0 },
    sparesNewest: true,
  });

it('prices what would be saved and names the price', async () => {
  const { tokensSaved, estimatedSavings } = await plan([{ role: 'tool', content: rows }], 'gpt-4o');

  expect(estimatedSavings.price).toMatchObject({ model: 'gpt-4o', usdPerMillionInputTokens: 2.5 });
  expect(estimatedSavings.usd).toBeCloseTo((tokensSaved * 2.5) / 1e6, 9);
});

it('knows no price of a model that is not in the table', async () => {
  expect((await plan([{ role: 'tool', content: rows }], 'my-own-model')).estimatedSavings).toEqual({ usd: null });
});

it('says which tokens the provider would have to read anew', async () => {
  const answered = [
    { role: 'user', content: 'Search' },
    { role: 'tool', content: rows },
    { role: 'assistant', content: 'Found.' },
    { role: 'user', content: 'Go on' },
  ];

  const { cache } = await plan(answered, 'gpt-4o');

  expect(cache.firstChangedBlock).toBe(1);
  expect(cache.stablePrefixTokens).toBe(1);
  expect(cache.rereadTokens).toBeGreaterThan(0);
});
