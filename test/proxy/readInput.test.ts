import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readBytes, readJson } from '../../src/proxy/readInput.ts';

function requestWith(...chunks: readonly (string | Buffer)[]): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  for (const chunk of chunks) request.push(chunk);
  request.push(null);
  return request;
}

function packedRequest(body: string | Buffer, coding: string): IncomingMessage {
  const request = requestWith(body);
  request.headers['content-encoding'] = coding;
  return request;
}

it('unpacks a body that came packed, within the limit, and names the header otherwise', async () => {
  const packed = gzipSync('[1]'.padEnd(100_000));

  expect(await readJson(packedRequest(packed, 'gzip'))).toEqual([1]);
  await expect(readBytes(packedRequest(packed, 'gzip'), 5000)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('content-encoding (gzip) could not be read within 5000 bytes. Send it plain'),
  });
  await expect(readJson(packedRequest('[1]', 'lzma'))).rejects.toThrow('content-encoding (lzma)');
});

it('joins what comes in parts', async () => {
  expect(await readJson(requestWith('{"a":', '[1]}'))).toEqual({ a: [1] });
});

it('says what is wrong with a body', async () => {
  await expect(readJson(requestWith('{'))).rejects.toMatchObject({ status: 400, message: 'The body is not JSON.' });
  await expect(readBytes(requestWith('12345'), 4)).rejects.toMatchObject({ status: 413 });
});
