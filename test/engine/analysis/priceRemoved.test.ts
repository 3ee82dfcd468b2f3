import { expect, it } from 'vitest';
import { priceRemoved } from '../../../src/engine/analysis/priceRemoved.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

const model = resolveModel('claude-sonnet-4-5');
const usage = { input: 0, output: 500, cacheRead: 900, cacheWrite5m: 100, cacheWrite1h: 0 };

it('prices each removed token at the tier of the place where it stood', () => {
  const early = priceRemoved(model, [100, 0], { usage, sentTokens: [900, 100] });
  const late = priceRemoved(model, [0, 100], { usage, sentTokens: [900, 100] });

  expect(early).toMatchObject({ source: 'estimated', cacheWrite: 0, output: 0 });
  expect(late?.total).toBeCloseTo((early?.total ?? 0) * 12.5, 9);
});

it("counts in the provider's tokens", () => {
  const ours = priceRemoved(model, [100, 0], { usage, sentTokens: [900, 100] });
  const halved = priceRemoved(model, [50, 0], { usage, sentTokens: [450, 50] });

  expect(halved?.total).toBeCloseTo(ours?.total ?? 0, 9);
});
