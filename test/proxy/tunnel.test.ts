import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Lab, sendRaw } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

it('joins WebSockets in both directions', async () => {
  const upstream = await lab.upstream((_, response) => response.end());
  const sockets = new WebSocketServer({ server: upstream.server });
  lab.onStop(() => sockets.close());
  let seenUrl = '';
  sockets.on('connection', (socket, request) => {
    seenUrl = request.url ?? '';
    socket.on('message', data => socket.send(`echo ${data}`));
  });
  const proxy = await lab.proxy(upstream.url);

  const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/copilot/responses?x=1`, {
    headers: { authorization: 'Bearer t', 'x-headroom-project': 'p' },
  });
  const answer = await new Promise<string>((resolve, reject) => {
    client.once('error', reject);
    client.once('open', () => client.send('hello'));
    client.once('message', data => resolve(String(data)));
  });
  const closed = new Promise(resolve => client.once('close', resolve));
  client.close();
  await closed;

  expect([answer, seenUrl]).toEqual(['echo hello', '/responses?x=1']);
});

it('passes a refusal with its headers and body', async () => {
  const upstream = await lab.upstream((_, response) => response.end());
  upstream.server.on('upgrade', (request, socket) => {
    expect(request.headers['x-headroom-project']).toBeUndefined();
    socket.end('HTTP/1.1 426 Upgrade Required\r\nX-Why: no\r\nContent-Length: 4\r\n\r\nnope');
  });
  const proxy = await lab.proxy(upstream.url);

  const answer = await sendRaw(proxy.port, upgrade(proxy.port, '/v1/responses'));

  expect(answer).toBe(
    'HTTP/1.1 426 Upgrade Required\r\nX-Why: no\r\nContent-Length: 4\r\nconnection: close\r\n\r\nnope',
  );
});

it('says when the upstream cannot be reached', async () => {
  const proxy = await lab.proxy('http://127.0.0.1:1');

  expect(await sendRaw(proxy.port, upgrade(proxy.port, '/v1/responses'))).toMatch(
    /^HTTP\/1\.1 502 [\s\S]*cannot reach/,
  );
});

it('turns web pages away, and our own paths are no sockets', async () => {
  const upstream = await lab.upstream((_, response) => response.end());
  const proxy = await lab.proxy(upstream.url);

  const fromPage = await sendRaw(proxy.port, upgrade(proxy.port, '/v1/responses', 'Origin: https://evil.example\r\n'));
  const admin = await sendRaw(proxy.port, upgrade(proxy.port, '/headroom/api/events'));

  expect([fromPage.slice(0, 12), admin.slice(0, 12)]).toEqual(['HTTP/1.1 403', 'HTTP/1.1 404']);
});

it('serves a request that merely offers another protocol', async () => {
  const upstream = await lab.upstream((request, response) => response.end(request.body));
  const proxy = await lab.proxy(upstream.url);

  const answer = await sendRaw(
    proxy.port,
    `POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi`,
  );

  expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*hi/);
});

function upgrade(port: number, path: string, more = ''): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}` +
    'x-headroom-project: p\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
  );
}
