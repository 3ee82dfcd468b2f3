import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  gunzip,
  inflate,
  zstdDecompress,
} from 'node:zlib';

const inflaters = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
} as const;

const streams = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
} as const;

type Coding = keyof typeof inflaters;

/** The body behind a `Content-Encoding`; `undefined` when it is unknown, broken, or larger than the limit. */
export async function decodeBody(
  bytes: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Promise<Uint8Array | undefined> {
  const coding = codingOf(encoding);
  if (coding === 'identity') return bytes;
  if (coding === undefined) return undefined;
  try {
    return await inflaters[coding](bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
}

/** A decoder for a body that is read while it passes: `undefined` when the bytes are plain, `unknown` when nobody can read them. */
export function decoderFor(encoding: string | undefined): Transform | undefined | 'unknown' {
  const coding = codingOf(encoding);
  if (coding === 'identity') return undefined;
  return coding === undefined ? 'unknown' : streams[coding]();
}

function codingOf(encoding: string | undefined): Coding | 'identity' | undefined {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return 'identity';
  return isCoding(name) ? name : undefined;
}

function isCoding(name: string): name is Coding {
  return Object.hasOwn(inflaters, name);
}
