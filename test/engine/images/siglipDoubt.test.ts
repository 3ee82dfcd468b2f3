import { expect, it } from 'vitest';
import type { SiglipSignals } from '../../../src/engine/images/pictureLook.ts';
import { siglipDoubt } from '../../../src/engine/images/siglipDoubt.ts';

const nothing: SiglipSignals = { hasText: 0.01, isDocument: -0.02, isComplex: 0.2, hasSmallDetails: 0.03 };

it('doubts nothing without SigLIP, or where it sees nothing that gets lost', () => {
  expect(siglipDoubt({ hasText: false })).toBeUndefined();
  expect(siglipDoubt({ hasText: false, siglip: nothing })).toBeUndefined();
});

it('doubts where small details would get lost', () => {
  const siglip = { ...nothing, hasSmallDetails: 0.11 };

  expect(siglipDoubt({ hasText: true, siglip })).toBe('SigLIP sees small details in it');
});

it('doubts where there is text that was not found, since only what was found stays legible', () => {
  const siglip = { ...nothing, isDocument: 0.11 };

  expect(siglipDoubt({ hasText: false, siglip })).toBe('SigLIP sees text in it that was not found');
  expect(siglipDoubt({ hasText: true, siglip })).toBeUndefined();
});
