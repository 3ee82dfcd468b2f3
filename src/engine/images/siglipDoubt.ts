import { say } from '../../shared/sentences/say.ts';
import type { PictureLook } from './pictureLook.ts';

/**
 * A cosine from which a picture counts as what a text says. SigLIP's lie low: what has nothing in common is near 0, what
 * belongs together a little above 0.1. Rather too low than too high, because all that follows is that a picture stays whole.
 */
const match = 0.08;

/** What SigLIP sees in a picture that speaks against showing it coarser; nothing without SigLIP. */
export function siglipDoubt({ siglip, hasText }: Pick<PictureLook, 'siglip' | 'hasText'>): string | undefined {
  if (siglip === undefined) return undefined;
  if (siglip.hasSmallDetails >= match) return say('picture.smallDetails');
  // Text that the detector found is kept legible; text that it did not find would not be.
  const seesText = siglip.hasText >= match || siglip.isDocument >= match;
  return seesText && !hasText ? say('picture.unfoundText') : undefined;
}
