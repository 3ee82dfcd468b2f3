import type { PictureText } from '../../engine/images/readText.ts';
import type { Pixels } from '../rasters.ts';
import { fillGaps, passedOver, withoutStrays } from './fillGaps.ts';
import type { PaddleReader } from './paddleReader.ts';
import type { TesseractReader } from './tesseractReader.ts';

export interface TextReaders {
  readonly tesseract: () => Promise<Pick<TesseractReader, 'read'>>;
  /** Rejects where no ONNX runtime loads. */
  readonly paddle: () => Promise<Pick<PaddleReader, 'glance' | 'read' | 'readRegions'>>;
}

/** Below this, Tesseract reads badly: tilted, noisy, decorative. Good pictures have 0.84 and more, bad ones 0.7 and less. */
const doubtful = 0.8;

/** Past this share of its regions passed over, the nets read the whole picture. */
const mostPassedOver = 0.5;

const nothing: PictureText = { lines: [], confidence: 0, reader: 'paddle' };

/**
 * Tesseract first, because it is small, runs everywhere and knows when it reads badly; what it does not know is what it
 * passed over. So a detection net looks for that, and the recognition net reads it, or everything where Tesseract is in doubt.
 */
export async function readText(pixels: Pixels, readers: TextReaders): Promise<PictureText> {
  const first = await (await readers.tesseract()).read(pixels);
  try {
    const paddle = await readers.paddle();
    const regions = await paddle.glance(pixels);
    // Tesseract finds letters in leaves and clouds, though it is never sure of them.
    if (regions.length === 0) return first.confidence < doubtful ? nothing : first;
    const missed = passedOver(regions, first);
    if (first.confidence < doubtful || missed.length > regions.length * mostPassedOver) {
      const second = await paddle.read(pixels);
      return second.lines.length === 0 ? first : second;
    }
    const clean = withoutStrays(first, regions);
    return missed.length === 0 ? clean : fillGaps(clean, await paddle.readRegions(pixels, missed));
  } catch {
    return first;
  }
}
