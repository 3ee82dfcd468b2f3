import { expect, it } from 'vitest';
import { metered, meterFor } from '../../../src/engine/analysis/tokenMeter.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

it('is exact where the vocabulary is public', async () => {
  const meter = await meterFor(resolveModel('gpt-4o'), {});

  expect(meter).toMatchObject({ ratio: 1, errorBand: 0 });
  expect(metered(meter, meter.raw.count('hello world'))).toBe(2);
});

it('goes by what was reported, as soon as it was', async () => {
  const model = resolveModel('claude-sonnet-4-6');
  const [before, after] = [
    await meterFor(model, {}),
    await meterFor(model, { [model.tokenizer]: Array.from({ length: 30 }, () => [1000, 1400] as const) }),
  ];

  expect(before.ratio).not.toBe(1.4);
  expect(after.ratio).toBe(1.4);
  expect(after.errorBand).toBeLessThan(before.errorBand);
  expect(metered(after, 101)).toBe(142);
});
