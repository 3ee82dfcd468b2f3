import { resolveModel } from '../engine/models/modelTable.ts';
import { counterForFamily } from '../engine/tokens/counters.ts';
import { lookAtPicture } from './lookAtPicture.ts';
import type { PictureTools } from './pictureTools.ts';
import { Pixels } from './rasters.ts';

/** One per tokenizer by which pictures' notes are counted for most people. */
const usualModels = ['claude-sonnet-4-5', 'gpt-5'];

/** Large enough for a line of text; what is on it does not matter. */
const practiceSize = { width: 320, height: 200 };

/**
 * Opens what judging a picture needs and uses each once, since code runs slowly the first time, too. What cannot be opened
 * here says so when a picture needs it. Never rejects.
 */
export async function prepareTools(tools: PictureTools): Promise<'ready'> {
  await Promise.allSettled([
    tools.route('What is this?'),
    ...usualModels.map(model => counterForFamily(resolveModel(model).tokenizer)),
    practise(tools),
  ]);
  return 'ready';
}

/** The text reader comes last: few questions need it, and it holds the process up while it opens. */
async function practise({ codec, paddle, tesseract, siglip }: PictureTools): Promise<void> {
  const sharp = await codec();
  const { width, height } = practiceSize;
  const blank = await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  const pixels = await Pixels.decode(sharp, blank);
  await lookAtPicture(pixels, { paddle, tesseract, ...(siglip !== undefined && { siglip }) });
  await (await tesseract()).read(pixels);
}
