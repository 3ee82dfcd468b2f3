import { plainText } from '../../src/engine/images/askedElement.ts';
import { loadCodec } from '../../src/images/codec.ts';
import { readText } from '../../src/images/ocr/readText.ts';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { pictureTools } from '../../src/images/pictureTools.ts';
import { Pixels } from '../../src/images/rasters.ts';
import { loadOnnx } from '../../src/models/loadOnnx.ts';
import type { Claim } from '../statistics.ts';
import type { WrittenPicture } from './drawPages.ts';
import { claimsOf, scoreText, type TextScore } from './scoreText.ts';

export interface ReadPicture extends TextScore {
  readonly name: string;
  readonly reader: string;
  readonly confidence: number;
  readonly ms: number;
  readonly claims: readonly Claim[];
}

/** Reads every picture as a request's would be read, and scores what came out. */
export async function readPictures(pictures: readonly WrittenPicture[]): Promise<readonly ReadPicture[]> {
  const codec = await loadCodec();
  const tools = pictureTools({
    files: () => findOcrFiles('models'),
    onnx: () => loadOnnx(),
    route: async () => ({ technique: 'transcode', confidence: 1 }),
  });
  const read: ReadPicture[] = [];
  for (const { name, bytes, text: truth } of pictures) {
    const startedAt = performance.now();
    const text = await readText(await Pixels.decode(codec, bytes), tools);
    const ms = performance.now() - startedAt;
    const { reader, confidence } = text;
    const score = scoreText(truth, plainText(text));
    read.push({ name, reader, confidence, ms, claims: claimsOf(truth, text), ...score });
  }
  return read;
}
