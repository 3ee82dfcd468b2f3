import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { AnswerTap } from '../../src/proxy/answerTap.ts';

const body = Buffer.from('{"model":"m","usage":{"input_tokens":1,"output_tokens":2}}');

async function tapped(bytes: Buffer, encoding: string | undefined, step = 1) {
  const headers = [
    'content-type',
    'application/json',
    ...(encoding === undefined ? [] : ['Content-Encoding', encoding]),
  ];
  const tap = new AnswerTap('anthropic', headers);
  for (let at = 0; at < bytes.length; at += step) tap.feed(bytes.subarray(at, at + step));
  return tap.finish();
}

it.each([
  [undefined, body],
  ['gzip', gzipSync(body)],
  ['br', brotliCompressSync(body)],
  ['zstd', zstdCompressSync(body)],
])('reads an answer in %s, byte by byte', async (encoding, bytes) => {
  expect(await tapped(bytes, encoding)).toMatchObject({ model: 'm', usage: { input: 1, output: 2 } });
});

it.each([
  ['a coding nobody knows', 'lzma', body],
  ['a broken coding', 'gzip', body],
  ['a coding that breaks off', 'gzip', gzipSync(body).subarray(0, 20)],
])('tells nothing and does not hang on %s', async (_name, encoding, bytes) => {
  expect(await tapped(bytes, encoding, 7)).toEqual({});
});
