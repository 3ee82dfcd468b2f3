import type { ImageSize } from './imageTokens.ts';

/** Pixels of a PNG, JPEG, GIF or WebP image, read from its first bytes; `undefined` for anything else. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readGif(view) ?? readWebp(view) ?? readJpeg(view);
  } catch (error) {
    // The header was cut off.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readPng(view: DataView): ImageSize | undefined {
  return view.getUint32(0) === 0x89504e47 ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

function readGif(view: DataView): ImageSize | undefined {
  return view.getUint32(0) === 0x47494638
    ? { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    : undefined;
}

const riff = 0x52494646;
const webp = 0x57454250;
const webpForms = { lossy: 0x56503820, lossless: 0x5650384c, extended: 0x56503858 };

function readWebp(view: DataView): ImageSize | undefined {
  if (view.getUint32(0) !== riff || view.getUint32(8) !== webp) return undefined;
  switch (view.getUint32(12)) {
    case webpForms.lossy:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case webpForms.lossless: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case webpForms.extended:
      return { width: read24(view, 24) + 1, height: read24(view, 27) + 1 };
    default:
      return undefined;
  }
}

function read24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Walks from segment to segment until a start of frame, which holds the size. */
function readJpeg(view: DataView): ImageSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return undefined;
}
