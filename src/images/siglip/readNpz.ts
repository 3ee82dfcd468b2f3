import { inflateRawSync } from 'node:zlib';

/** Rows of numbers, as NumPy keeps them. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly values: Float32Array;
}

/** Far more than any set of embeddings; what unpacks to more is no such file. */
const mostBytes = 64 * 1024 * 1024;

/** Reads the arrays of an `.npz` file by their names. Throws for anything else, and for numbers that are not floating. */
export function readNpz(file: Buffer): ReadonlyMap<string, Matrix> {
  return new Map(zipEntries(file).map(({ name, bytes }) => [name.replace(/\.npy$/, ''), readNpy(bytes)]));
}

interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const endMark = Buffer.from('PK\x05\x06', 'latin1');
const entryMark = 0x02014b50;
const deflated = 8;

/** By the directory at the end, since the entries' own heads may leave their sizes out. */
function zipEntries(file: Buffer): readonly ZipEntry[] {
  const end = file.lastIndexOf(endMark);
  if (end === -1) throw new Error('not an .npz file');
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== entryMark) throw new Error('the directory of the .npz file is damaged');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({ name, bytes: contentAt(file, at) });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function contentAt(file: Buffer, entry: number): Buffer {
  const head = file.readUInt32LE(entry + 42);
  const start = head + 30 + file.readUInt16LE(head + 26) + file.readUInt16LE(head + 28);
  const packed = file.subarray(start, start + file.readUInt32LE(entry + 20));
  const isDeflated = file.readUInt16LE(entry + 10) === deflated;
  return isDeflated ? inflateRawSync(packed, { maxOutputLength: mostBytes }) : packed;
}

/** A text that tells type and shape, then the numbers. */
function readNpy(bytes: Buffer): Matrix {
  if (bytes.toString('latin1', 1, 6) !== 'NUMPY') throw new Error('not an .npy array');
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  const length = isShort ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const head = bytes.toString('latin1', start, start + length);
  const [, type] = /'descr': '<(f[48])'/.exec(head) ?? [];
  const [, shape = ''] = /'shape': \(([\d, ]*)\)/.exec(head) ?? [];
  if (type === undefined || !head.includes("'fortran_order': False"))
    throw new Error(`unknown numbers: ${head.trim()}`);
  const sides = shape
    .split(',')
    .filter(side => side.trim() !== '')
    .map(Number);
  const columns = sides.at(-1) ?? 1;
  const rows = sides.slice(0, -1).reduce((product, side) => product * side, 1);
  const data = bytes.subarray(start + length);
  const size = type === 'f4' ? 4 : 8;
  const read = (i: number): number => (size === 4 ? data.readFloatLE(i * size) : data.readDoubleLE(i * size));
  return { rows, columns, values: Float32Array.from({ length: rows * columns }, (_, i) => read(i)) };
}
