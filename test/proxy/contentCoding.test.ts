import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeBody, decoderFor } from '../../src/proxy/contentCoding.ts';

const text = Buffer.from('{"a":"é"}');
const limit = 1000;

it.each([
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['br', brotliCompressSync(text)],
  ['zstd', zstdCompressSync(text)],
  [' GZIP ', gzipSync(text)],
  ['identity', text],
  [undefined, text],
])('reads %s', async (encoding, bytes) => {
  expect(Buffer.from((await decodeBody(bytes, encoding, limit)) ?? []).toString()).toBe(text.toString());
});

it.each([
  ['gzip', text],
  ['lzma', text],
  ['gzip, br', text],
  ['toString', text],
  ['gzip', gzipSync(Buffer.alloc(limit + 1))],
  ['gzip', gzipSync(text).subarray(0, 15)],
])('gives up on what it cannot read: %s', async (encoding, bytes) => {
  expect(await decodeBody(bytes, encoding, limit)).toBeUndefined();
});

it('says which streams need no decoder, and which have none', () => {
  expect([decoderFor(undefined), decoderFor('lzma')]).toEqual([undefined, 'unknown']);
});
