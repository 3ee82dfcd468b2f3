import http, { type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { EventStreams } from '../../src/proxy/eventStreams.ts';
import type { PanelEvent } from '../../src/shared/panelProtocol.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const event: PanelEvent = { type: 'exchangeStarted', id: 'a\nb', client: 'c', startedAt: 1 };

/** Serves one hub of events and opens a stream of it. */
async function open() {
  const listeners = new Set<(event: PanelEvent) => void>();
  const streams = new EventStreams(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  const serving = http.createServer((_, response) => streams.serve(response));
  server = serving;
  await new Promise<void>(resolve => serving.listen(0, '127.0.0.1', resolve));
  const { port } = serving.address() as AddressInfo;
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    http.get({ host: '127.0.0.1', port }, resolve).once('error', reject);
  });
  stream.on('error', () => undefined);
  return { streams, listeners, stream };
}

function next(stream: IncomingMessage): Promise<string> {
  return new Promise(resolve => stream.once('data', (chunk: Buffer) => resolve(String(chunk))));
}

it('an event is one line of JSON, whatever it holds', async () => {
  const { listeners, stream } = await open();
  expect(await next(stream)).toBe(': connected\n\n');

  for (const listener of listeners) listener(event);

  expect(await next(stream)).toBe('data: {"type":"exchangeStarted","id":"a\\nb","client":"c","startedAt":1}\n\n');
});

it('a panel that leaves is told nothing more', async () => {
  const { listeners, stream } = await open();
  await next(stream);

  stream.destroy();
  while (listeners.size > 0) await new Promise(resolve => setTimeout(resolve, 5));

  expect(listeners.size).toBe(0);
});

it('all streams end when the engine does', async () => {
  const { streams, stream } = await open();
  await next(stream);
  const ended = new Promise(resolve => stream.once('end', resolve));

  streams.closeAll();
  stream.resume();

  await ended;
});
