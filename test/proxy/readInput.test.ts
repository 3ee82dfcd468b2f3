import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { readBytes, readJson } from '../../src/proxy/readInput.ts';

function requestWith(...chunks: readonly string[]): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  for (const chunk of chunks) request.push(chunk);
  request.push(null);
  return request;
}

it('joins what comes in parts', async () => {
  expect(await readJson(requestWith('{"a":', '[1]}'))).toEqual({ a: [1] });
});

it('says what is wrong with a body', async () => {
  await expect(readJson(requestWith('{'))).rejects.toMatchObject({ status: 400, message: 'The body is not JSON.' });
  await expect(readBytes(requestWith('12345'), 4)).rejects.toMatchObject({ status: 413 });
});
