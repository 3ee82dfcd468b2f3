import { expect, it } from 'vitest';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import { priceOfCuts } from '../../../../src/engine/plan/window/cutPrice.ts';
import { findToolUnits, spokenMessages, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';
import { indexOf } from '../../conversation/indexed.ts';
import { bodyOf, step } from './windowBodies.ts';

const index = indexOf('anthropic', bodyOf('anthropic', [step(1), step(1)]));
const [unit] = findToolUnits(index, turnsOf(index), spokenMessages(index));

function price(model: string, isNew = true) {
  if (unit === undefined) throw new Error('no unit');
  const receipt = { transform: 'rolling_window', grade: 'omission', reason: 'r', handle: 'h' } as const;
  const receipts = new Map([[2, { ...receipt, tokensAfter: 100 }]]);
  const edits = { edits: [], markers: [], originals: [], receipts };
  const tokens = [500, 200, 1000, 200, 600];
  return priceOfCuts([{ units: [unit], callsSinceSpoken: 2, isNew }], edits, { tokens, model: resolveModel(model) });
}

it('prices all that follows the first block of a new cut', () => {
  const { positions, sentence } = price('claude-sonnet-4-5') ?? {};

  expect([...(positions ?? [])]).toEqual([1, 2]);
  expect(sentence).toMatch(
    /^1100 of 2000 tokens written at \$3\.75 per million instead of all read at \$0\.3: \+\$0\.0035 now/,
  );
});

it('says how much where there are no prices, and nothing of cuts that were made before', () => {
  expect(price('some-local-model')?.sentence).toBe("1,100 tokens after it leave the provider's cache");
  expect(price('claude-sonnet-4-5', false)).toBeUndefined();
});
