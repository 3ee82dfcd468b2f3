import type { ImageSize } from '../engine/images/imageTokens.ts';
import type { Box } from '../engine/images/region.ts';
import type { Sharp } from './codec.ts';
import type { PictureFormat } from './inspectPicture.ts';
import type { Pixels } from './rasters.ts';

export interface Drawing {
  readonly box: Box;
  readonly size: ImageSize;
  readonly sourceFormat: PictureFormat;
  /** Text is never encoded with loss. */
  readonly hasText: boolean;
  /** What the file may take. */
  readonly mostBytes: number;
}

export interface DrawnPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly size: ImageSize;
}

/**
 * Cuts and scales a picture and encodes it, then decodes what came out and compares. The same picture gives the same bytes
 * every time: no metadata, no dates, fixed settings. Nothing, when no encoding is small enough.
 */
export async function drawPicture(sharp: Sharp, pixels: Pixels, drawing: Drawing): Promise<DrawnPicture | undefined> {
  const { box, size, mostBytes } = drawing;
  const { width, height, data } = pixels.colour;
  const drawn = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract(box)
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  for (const { mediaType, isLossy, encode } of encodingsFor(drawn, drawing)) {
    const bytes = await encode(sharp(drawn, { raw: { ...size, channels: 3 } })).toBuffer();
    if (bytes.length > mostBytes) continue;
    await verify(sharp, bytes, { drawn, size, isLossy });
    return { bytes, mediaType, size };
  }
  return undefined;
}

interface Encoding {
  readonly mediaType: string;
  readonly isLossy: boolean;
  readonly encode: (canvas: ReturnType<Sharp>) => ReturnType<Sharp>;
}

const png: Encoding = {
  mediaType: 'image/png',
  isLossy: false,
  encode: canvas => canvas.png({ compressionLevel: 9, adaptiveFiltering: true }),
};

/** About 60 % of the bytes of a PNG of drawings and user interfaces, in three times its time; of photos it saves little. */
const webp: Encoding = {
  mediaType: 'image/webp',
  isLossy: false,
  encode: canvas => canvas.webp({ lossless: true, effort: 2 }),
};

function jpeg(quality: number, chromaSubsampling: '4:4:4' | '4:2:0'): Encoding {
  const encode: Encoding['encode'] = canvas => canvas.jpeg({ quality, chromaSubsampling, optimiseCoding: true });
  return { mediaType: 'image/jpeg', isLossy: true, encode };
}

/** The best first. */
function encodingsFor(drawn: Uint8Array, { sourceFormat, hasText }: Drawing): readonly Encoding[] {
  if (!isPhoto(drawn)) return [png, webp];
  return sourceFormat === 'gif' || hasText ? [png] : [jpeg(88, '4:4:4'), jpeg(75, '4:2:0')];
}

/** Many shades: the kind of picture for which JPEG was made. Drawings and user interfaces have few. */
function isPhoto(drawn: Uint8Array): boolean {
  const histogram = new Uint32Array(256);
  // The green of every pixel stands for its brightness.
  for (let i = 1; i < drawn.length; i += 3) histogram[drawn[i] ?? 0] = (histogram[drawn[i] ?? 0] ?? 0) + 1;
  const pixels = drawn.length / 3;
  let entropyBits = 0;
  for (const count of histogram) if (count > 0) entropyBits -= (count / pixels) * Math.log2(count / pixels);
  return entropyBits > 6;
}

/** Mean difference per channel that an encoder may cause. */
const mostDifference = 6;

async function verify(
  sharp: Sharp,
  bytes: Uint8Array,
  { drawn, size, isLossy }: { readonly drawn: Uint8Array; readonly size: ImageSize; readonly isLossy: boolean },
): Promise<void> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.width !== size.width || info.height !== size.height || data.length !== drawn.length) {
    throw new Error(
      `the drawn picture has ${info.width}×${info.height} pixels instead of ${size.width}×${size.height}`,
    );
  }
  let difference = 0;
  for (let i = 0; i < data.length; i++) difference += Math.abs((data[i] ?? 0) - (drawn[i] ?? 0));
  if (difference > (isLossy ? mostDifference * data.length : 0)) {
    throw new Error('the drawn picture does not decode to what was drawn');
  }
}
