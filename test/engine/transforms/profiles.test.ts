import { expect, test } from 'vitest';
import { policyOf } from '../../../src/engine/transforms/profiles.ts';

test('lossless omits nothing, agent-90 keeps less than balanced', () => {
  const policy = (savingsProfile: 'lossless' | 'balanced' | 'agent-90') =>
    policyOf({ savingsProfile, targetRatio: undefined });

  expect(policy('lossless').omits).toBe(false);
  expect(policy('agent-90').generosity).toBeLessThan(policy('balanced').generosity);
  expect(policy('agent-90').maxStringLength).toBeLessThan(policy('balanced').maxStringLength);
});

test('a target ratio sets how much is kept, whatever the profile', () => {
  const generous = policyOf({ savingsProfile: 'agent-90', targetRatio: 0.6 });
  const thrifty = policyOf({ savingsProfile: 'balanced', targetRatio: 0.1 });

  expect(generous.generosity).toBeGreaterThan(thrifty.generosity);
});
