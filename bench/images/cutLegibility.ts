import { plainText } from '../../src/engine/images/askedElement.ts';
import { boxOf } from '../../src/engine/images/region.ts';
import { loadCodec } from '../../src/images/codec.ts';
import { drawPicture } from '../../src/images/drawPicture.ts';
import { TesseractReader } from '../../src/images/ocr/tesseractReader.ts';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { Pixels } from '../../src/images/rasters.ts';
import type { WrittenPicture } from './drawPages.ts';
import { scoreText } from './scoreText.ts';

/** How much of what is read in a part of the picture as it came is read the same in the part as it was cut out and encoded. */
export async function cutLegibility(pictures: readonly WrittenPicture[]): Promise<number> {
  const codec = await loadCodec();
  const reader = await TesseractReader.open(findOcrFiles('models').tesseract);
  const shares: number[] = [];
  for (const { bytes } of pictures) {
    const whole = await Pixels.decode(codec, bytes);
    const box = boxOf({ name: 'top half', left: 0, top: 0, right: 1, bottom: 0.52 }, whole.size);
    const raw = await codec(whole.colour.data, { raw: { ...whole.size, channels: 3 } })
      .extract(box)
      .png()
      .toBuffer();
    const mostBytes = Number.POSITIVE_INFINITY;
    const drawn = await drawPicture(codec, whole, { box, size: box, sourceFormat: 'png', hasText: true, mostBytes });
    if (drawn === undefined) throw new Error('a part was not drawn although it may take any number of bytes');
    const [before, after] = [
      plainText(await reader.read(await Pixels.decode(codec, raw))),
      plainText(await reader.read(await Pixels.decode(codec, drawn.bytes))),
    ];
    const { hits, of } = scoreText(before, after).characters;
    if (of > 0) shares.push(hits / of);
  }
  return shares.length === 0 ? 1 : Math.min(...shares);
}
