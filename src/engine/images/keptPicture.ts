import { Buffer } from 'node:buffer';
import { splitDataUrl } from './pictureEdits.ts';

/** An original that is a picture. */
export interface KeptPicture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The picture that an original holds; `undefined` for texts. Originals of pictures are data URLs and nothing else. */
export function keptPicture(original: string): KeptPicture | undefined {
  if (!isKeptPicture(original)) return undefined;
  const { mediaType, base64 } = splitDataUrl(original);
  return { mediaType, bytes: Buffer.from(base64, 'base64') };
}

export function isKeptPicture(original: string): boolean {
  return pictureUrl.test(original.slice(0, 100)) && !original.includes('\n');
}

const pictureUrl = /^data:image\/[\w.+-]{1,60};base64,/;
