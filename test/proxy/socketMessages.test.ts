import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MessageQueue, SocketMessages } from '../../src/proxy/socketMessages.ts';

it('tells packed and plain messages in the order in which they came', async () => {
  const { told, feed, done } = reader();

  feed(frame(0xc1, packed('a'.repeat(5000))));
  feed(frame(0x81, Buffer.from('plain')));
  feed(frame(0xc1, packed('again')));
  await done();

  expect(told.map(message => message.slice(0, 8))).toEqual(['aaaaaaaa', 'plain', 'again']);
  expect(told[0]).toHaveLength(5000);
});

it('tells nothing more after a message that cannot be unpacked', async () => {
  const { told, feed, done } = reader();

  feed(frame(0x81, Buffer.from('before')));
  feed(frame(0xc1, Buffer.from([0xff, 0xff, 0xff, 0xff])));
  feed(frame(0xc1, packed('after')));
  await done();

  expect(told).toEqual(['before']);
});

it('keeps the order of both directions', async () => {
  const queue = new MessageQueue();
  const told: string[] = [];
  const client = new SocketMessages(queue, message => told.push(`client ${message.length}`));
  const upstream = new SocketMessages(queue, message => told.push(`upstream ${message}`));

  client.feed(frame(0xc1, packed('x'.repeat(100_000))));
  upstream.feed(frame(0x81, Buffer.from('answer')));
  await queue.done();

  expect(told).toEqual(['client 100000', 'upstream answer']);
});

function reader() {
  const queue = new MessageQueue();
  const told: string[] = [];
  const messages = new SocketMessages(queue, message => told.push(message.toString('utf8')));
  return { told, feed: (bytes: Uint8Array) => messages.feed(bytes), done: () => queue.done() };
}

/** As `permessage-deflate` packs: flushed to a byte, without the four bytes of the flush. */
function packed(text: string): Buffer {
  const bytes = deflateRawSync(text, { finishFlush: 2 });
  return bytes.subarray(0, -4);
}

function frame(first: number, payload: Buffer): Buffer {
  const size = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([first, ...size]), payload]);
}
