import { afterEach, expect, it } from 'vitest';
import { answerJson, Lab, sendRaw, toolLoop } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const optimize = { settings: { mode: 'optimize' } as const };

it('a chunked body that was replaced goes with its own length', async () => {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, optimize);
  const body = toolLoop('k'.repeat(300));
  const half = body.length >> 1;
  const chunks = [body.slice(0, half), body.slice(half)].map(part => `${part.length.toString(16)}\r\n${part}\r\n`);

  await sendRaw(
    proxy.port,
    `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks.join('')}0\r\n\r\n`,
  );

  const sent = toolLoop('[300 "chars"]');
  expect(upstream.last.body.toString()).toBe(sent);
  expect(upstream.last.message.headers['transfer-encoding']).toBeUndefined();
  expect(upstream.last.message.headers['content-length']).toBe(String(sent.length));
});

it('a client that asks first is told to go on, and the upstream is asked nothing', async () => {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, optimize);
  const body = toolLoop('k'.repeat(300));

  const answer = await sendRaw(
    proxy.port,
    `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );

  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  expect(upstream.last.message.headers.expect).toBeUndefined();
  expect(upstream.last.body.toString()).toBe(toolLoop('[300 "chars"]'));
});

it.each(['off', 'audit', 'optimize'] as const)('a request without any body stays one in mode %s', async mode => {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, { settings: { mode } });

  await sendRaw(proxy.port, `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nConnection: close\r\n\r\n`);

  expect(upstream.last.message.headers['transfer-encoding']).toBeUndefined();
  expect(upstream.last.message.headers['content-length']).toBe('0');
});
