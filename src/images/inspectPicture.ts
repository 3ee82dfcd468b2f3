import { imageSize } from '../engine/images/imageSize.ts';
import type { ImageSize } from '../engine/images/imageTokens.ts';
import { say } from '../shared/sentences/say.ts';
import type { Sharp } from './codec.ts';

export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif';

/** A picture that was recognised. `untouchable` says why its pixels must stay as they are, if they must. */
export interface PictureFile {
  readonly format: PictureFormat;
  readonly size: ImageSize;
  readonly untouchable?: string;
}

/** Every file above these is left alone: decoding it would cost more memory than a picture may. */
const mostPixels = 25_000_000;
const mostBytes = 30_000_000;

const formats: readonly PictureFormat[] = ['png', 'jpeg', 'webp', 'gif'];

/** Reads a picture's header. A text says why there is nothing to be done with it. */
export async function inspectPicture(
  sharp: Sharp,
  bytes: Uint8Array,
  mediaType: string,
): Promise<PictureFile | string> {
  const size = imageSize(bytes);
  if (size === undefined) return 'not a PNG, JPEG, WebP or GIF picture';
  if (bytes.length > mostBytes || size.width * size.height > mostPixels) return 'too large to be worked on';
  let facts: Awaited<ReturnType<ReturnType<Sharp>['metadata']>>;
  try {
    facts = await sharp(bytes, { failOn: 'warning', limitInputPixels: mostPixels }).metadata();
  } catch (error) {
    return `it cannot be decoded: ${messageOf(error)}`;
  }
  const format = formats.find(name => name === facts.format);
  if (format === undefined) return `its format (${facts.format}) is not one that providers take`;
  if (mediaType !== `image/${format}` && !(format === 'jpeg' && mediaType === 'image/jpg')) {
    return `it is announced as ${mediaType} but is ${format}`;
  }
  const untouchable = whyUntouchable(facts);
  return { format, size, ...(untouchable !== undefined && { untouchable }) };
}

function whyUntouchable(facts: Awaited<ReturnType<ReturnType<Sharp>['metadata']>>): string | undefined {
  if ((facts.pages ?? 1) > 1) return say('picture.animated');
  if (facts.orientation !== undefined && facts.orientation !== 1) return say('picture.turned');
  if (facts.space === 'cmyk') return 'its colours are for print';
  return undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
