import { deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** A text as it lies on disk. `codec` says how to read it back and never changes its meaning: stores outlive versions. */
export interface PackedText {
  readonly codec: number;
  readonly data: Uint8Array;
}

const stored = 0;
const deflated = 1;
const zstandard = 2;
/** Added when the text is not well-formed Unicode: lone surrogates survive only as UTF-16. */
const utf16 = 4;

/** Below this, a compressed frame's own header eats the gain. */
const worthCompressing = 96;

export function packText(text: string): PackedText {
  const isUtf8 = text.isWellFormed();
  const encoding = isUtf8 ? 0 : utf16;
  const bytes = Buffer.from(text, isUtf8 ? 'utf8' : 'utf16le');
  if (bytes.length < worthCompressing) return { codec: encoding + stored, data: bytes };
  const [method, packed] = compress(bytes);
  return packed.length < bytes.length
    ? { codec: encoding + method, data: packed }
    : { codec: encoding + stored, data: bytes };
}

export function unpackText({ codec, data }: PackedText): string {
  const encoding = codec >= utf16 ? 'utf16le' : 'utf8';
  return decompress(codec % utf16, data).toString(encoding);
}

/** zstd is several times faster than deflate, but Node has it only since 22.15. */
function compress(bytes: Buffer): [method: number, packed: Buffer] {
  return typeof zstdCompressSync === 'function'
    ? [zstandard, zstdCompressSync(bytes)]
    : [deflated, deflateRawSync(bytes)];
}

function decompress(method: number, data: Uint8Array): Buffer {
  switch (method) {
    case stored:
      return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    case deflated:
      return inflateRawSync(data);
    case zstandard:
      return zstdDecompressSync(data);
    default:
      throw new Error(`The text is packed by method ${method}, which this version does not know. Update Headroom.`);
  }
}
