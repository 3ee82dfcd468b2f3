import type { PictureText } from '../../engine/images/readText.ts';
import type { Pixels } from '../rasters.ts';

/** Reads text in pictures. */
export interface TextReader {
  read(pixels: Pixels): Promise<PictureText>;
}

export interface TextReaders {
  readonly tesseract: () => Promise<TextReader>;
  /** Absent, or failing, where no ONNX runtime loads. */
  readonly paddle: () => Promise<TextReader>;
}

/** Below this, Tesseract reads badly: tilted, noisy, decorative. Good pictures have 0.84 and more, bad ones 0.66 and less. */
const doubtful = 0.8;

/**
 * Tesseract first, because it is small, runs everywhere and knows when it is wrong; the nets where it is in doubt. Their own
 * confidence says little, so a text that both read about the same counts as certain, and one that they read differently not.
 */
export async function readText(pixels: Pixels, readers: TextReaders): Promise<PictureText> {
  const first = await (await readers.tesseract()).read(pixels);
  if (first.confidence >= doubtful) return first;
  try {
    const second = await (await readers.paddle()).read(pixels);
    return second.lines.length === 0 ? first : second;
  } catch {
    return first;
  }
}
