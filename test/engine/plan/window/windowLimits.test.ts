import { expect, it } from 'vitest';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import { planWithin, windowLimits } from '../../../../src/engine/plan/window/windowLimits.ts';

const long = resolveModel('claude-sonnet-4-5[1m]');

it('the window less the answer is the limit', () => {
  expect(windowLimits(long, { outputBufferTokens: 4000, stayBelowPriceStep: false })).toEqual([996_000]);
});

it('the step in price comes first when it was asked for, where the model has one below its window', () => {
  const options = { outputBufferTokens: 4000, stayBelowPriceStep: true };

  expect(windowLimits(long, options)).toEqual([200_000, 996_000]);
  expect(windowLimits(resolveModel('claude-sonnet-4-5'), options)).toEqual([196_000]);
});

it('what cannot be kept below the step is kept within the window', () => {
  const tried: number[] = [];
  const plan = (least: number) =>
    planWithin([200, 900], limit => {
      tried.push(limit);
      return limit < least ? { kind: 'cannot', tokens: 1000, leastTokens: least } : { kind: 'cut', cuts: [] };
    });

  expect([plan(100), plan(500), plan(950)].map(({ plan: { kind }, limit }) => [kind, limit])).toEqual([
    ['cut', 200],
    ['cut', 900],
    ['cannot', 900],
  ]);
  expect(tried).toEqual([200, 200, 900, 200, 900]);
});
