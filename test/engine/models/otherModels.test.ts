import { expect, it } from 'vitest';
import { otherModels } from '../../../src/engine/models/otherModels.ts';

it('lists DeepSeek’s cached price', () => {
  const row = otherModels.find(({ id }) => id === 'deepseek-v4-flash');

  expect(row?.prices[0]?.tiers[0]).toMatchObject({ input: 0.14, output: 0.28, cacheRead: 0.0028 });
});
