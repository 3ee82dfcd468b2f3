import { expect, it } from 'vitest';
import { googleModels } from '../../../src/engine/models/googleModels.ts';

it('lists Gemini 2.5 Pro with its dearer prices above 200,000 tokens', () => {
  const row = googleModels.find(({ id }) => id === 'gemini-2.5-pro');

  expect(row?.prices[0]?.tiers.map(({ above, input, output }) => [above, input, output])).toEqual([
    [0, 1.25, 10],
    [200_000, 2.5, 15],
  ]);
});
