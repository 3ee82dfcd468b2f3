import { expect, it } from 'vitest';
import { newClaim, takeClaim, withdrawClaim } from '../../../src/engine/plan/claim.ts';

it('what was taken cannot be withdrawn', () => {
  const claim = newClaim();

  expect([takeClaim(claim), withdrawClaim(claim)]).toEqual([true, false]);
});

it('what was withdrawn cannot be taken, in another thread either', () => {
  const claim = newClaim();

  expect(withdrawClaim(claim)).toBe(true);
  expect(takeClaim(structuredClone(claim))).toBe(false);
});
