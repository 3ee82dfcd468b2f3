import type { PictureLook, SiglipSignals } from '../engine/images/pictureLook.ts';
import { readPixels, readTextBoxes } from '../engine/images/pictureSignals.ts';
import type { Box } from '../engine/images/region.ts';
import { straightBox } from './ocr/tilted.ts';
import type { PictureTools } from './pictureTools.ts';
import type { Pixels } from './rasters.ts';

/** Finds out what kind of picture it is, without reading it. */
export async function lookAtPicture(
  pixels: Pixels,
  tools: Pick<PictureTools, 'paddle' | 'tesseract' | 'siglip'>,
): Promise<PictureLook> {
  const [statistics, texts, siglip] = await Promise.all([
    pixels.statistics(),
    findTexts(pixels, tools),
    askSiglip(pixels, tools),
  ]);
  const look = { ...readPixels(statistics), ...readTextBoxes(texts, pixels.size) };
  return siglip === undefined ? look : { ...look, siglip };
}

/** A second opinion; where it cannot be had, the first one stands. */
async function askSiglip(pixels: Pixels, { siglip }: Pick<PictureTools, 'siglip'>): Promise<SiglipSignals | undefined> {
  try {
    return await (await siglip?.())?.look(pixels);
  } catch {
    return undefined;
  }
}

/** By the detection net; where no net runs, by reading, which takes longer. */
async function findTexts(
  pixels: Pixels,
  { paddle, tesseract }: Pick<PictureTools, 'paddle' | 'tesseract'>,
): Promise<readonly Box[]> {
  try {
    return (await (await paddle()).glance(pixels)).map(straightBox);
  } catch {
    const { lines } = await (await tesseract()).read(pixels);
    return lines.map(({ box }) => box);
  }
}
