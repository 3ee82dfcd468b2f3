import { closeBits, hashDistance, looksSame, pictureHash } from '../engine/images/likeness.ts';
import type { EarlierPicture } from '../engine/images/pictureTask.ts';
import type { Sharp } from './codec.ts';
import { Pixels } from './rasters.ts';

/**
 * The nearest earlier picture that looks the same everywhere. What cannot be decoded is like nothing, and so is what lets
 * something through: how it looks depends on what lies behind.
 */
export async function findRepeat(
  sharp: Sharp,
  pixels: Pixels,
  earlier: readonly EarlierPicture[],
): Promise<EarlierPicture | undefined> {
  if (earlier.length === 0 || !pixels.isOpaque) return undefined;
  const hash = pictureHash(await pixels.forHash());
  for (const candidate of earlier.toReversed()) {
    const other = await decoded(sharp, candidate.bytes);
    if (other?.isOpaque !== true || hashDistance(hash, pictureHash(await other.forHash())) > closeBits) continue;
    if (looksSame(pixels.colour, other.colour)) return candidate;
  }
  return undefined;
}

async function decoded(sharp: Sharp, bytes: Uint8Array): Promise<Pixels | undefined> {
  try {
    return await Pixels.decode(sharp, bytes);
  } catch {
    return undefined;
  }
}
