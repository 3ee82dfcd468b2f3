import { afterEach, expect, it } from 'vitest';
import { answerJson, Lab, send } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const browser = ['accept', 'text/html,application/xhtml+xml,*/*;q=0.8'];

it('tells a person in a browser where to look, and no provider hears of it', async () => {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url);

  const reply = await send(proxy.port, { method: 'GET', path: '/', headers: browser });

  expect(reply.status).toBe(200);
  expect(reply.body.toString()).toMatch(/Headroom is running[\s\S]*href="\/mri"/);
  expect(upstream.seen).toEqual([]);
});

it.each([
  ['a program', '/', ['accept', '*/*']],
  ['who says who it is', '/', [...browser, 'x-api-key', 'k']],
  ['another path', '/v1/models', browser],
])('relays %s as before', async (_, path, headers) => {
  const upstream = await lab.upstream((_request, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url);

  await send(proxy.port, { method: 'GET', path, headers });

  expect(upstream.seen.map(({ url }) => url)).toEqual([path]);
});
