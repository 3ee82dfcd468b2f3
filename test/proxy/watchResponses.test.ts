import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Lab, type ScriptedUpstream, type TestProxy } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const usage = { input_tokens: 900, input_tokens_details: { cached_tokens: 400 }, output_tokens: 12 };
const completed = {
  type: 'response.completed',
  response: { object: 'response', id: 'resp_1', model: 'gpt-5.4', usage },
};

it('records each message and its answer as one exchange, while the bytes pass as they are', async () => {
  const { proxy, seen } = await socketLab([{ type: 'response.created' }, delta, completed]);
  const client = await connect(proxy, '/w/shop/copilot/responses');
  const request = JSON.stringify({ type: 'response.create', model: 'gpt-5.4', input: 'x'.repeat(5000) });

  client.send(request);
  const record = await proxy.recorder.nth(1);
  client.close();

  expect(seen).toEqual([request]);
  expect(Buffer.from(record.body ?? []).toString('utf8')).toBe(request);
  expect(record).toMatchObject({
    ...{ project: 'shop', client: 'Copilot CLI', provider: 'copilot', format: 'openai-responses', path: '/responses' },
    ...{ status: 200, streamed: true, mode: 'audit', model: 'gpt-5.4', session: 'session-1' },
    usage: { input: 500, cacheRead: 400, output: 12 },
  });
  expect(record.fault).toBeUndefined();
});

it('goes on over one connection, and says in optimize why nothing was changed', async () => {
  const { proxy } = await socketLab([completed]);
  proxy.settings = { ...proxy.settings, mode: 'optimize' };
  const client = await connect(proxy, '/v1/responses');

  client.send('{"type":"response.create","input":"1"}');
  await proxy.recorder.nth(1);
  client.send('{"type":"response.create","previous_response_id":"resp_1","input":"2"}');
  const second = await proxy.recorder.nth(2);
  client.close();

  expect(second.fault).toContain('WebSocket');
  expect(second.settled).toEqual([]);
});

it('records an error with its status, and an answer that never came', async () => {
  const { proxy } = await socketLab([{ type: 'error', status: 429, error: { type: 'rate_limited' } }]);
  const client = await connect(proxy, '/copilot/responses');

  client.send('{"type":"response.create","input":"1"}');
  const refused = await proxy.recorder.nth(1);
  client.close();

  expect(refused.status).toBe(429);

  const { proxy: silent } = await socketLab([]);
  const leaving = await connect(silent, '/copilot/responses');
  leaving.send('{"type":"response.create","input":"1"}');
  leaving.close();
  expect(await silent.recorder.nth(1)).toMatchObject({
    status: 499,
    fault: 'the connection ended before the answer',
  });
});

it('reads nothing in off, and nothing of other messages or paths', async () => {
  const { proxy } = await socketLab([completed]);
  const other = await connect(proxy, '/copilot/voice');
  other.send('{"type":"response.create","input":"1"}');
  await answer(other);
  proxy.settings = { ...proxy.settings, mode: 'off' };
  const client = await connect(proxy, '/copilot/responses');
  client.send('{"type":"response.create","input":"1"}');
  await answer(client);
  proxy.settings = { ...proxy.settings, mode: 'audit' };
  client.send('{"type":"ping"}');
  await answer(client);
  client.send('{"type":"response.create","input":"counted"}');

  const first = await proxy.recorder.nth(1);
  client.close();
  other.close();

  expect(Buffer.from(first.body ?? []).toString('utf8')).toContain('counted');
});

const delta = { type: 'response.output_text.delta', delta: 'word' };

/** An upstream that answers every message with these, packed as browsers and agents agree on. */
async function socketLab(events: readonly object[]): Promise<{ proxy: TestProxy; seen: string[] }> {
  const upstream: ScriptedUpstream = await lab.upstream((_, response) => response.end());
  const seen: string[] = [];
  const sockets = new WebSocketServer({ server: upstream.server, perMessageDeflate: { threshold: 0 } });
  lab.onStop(() => sockets.close());
  sockets.on('connection', socket => {
    socket.on('message', message => {
      seen.push(String(message));
      for (const event of events) socket.send(JSON.stringify(event));
    });
  });
  return { proxy: await lab.proxy(upstream.url), seen };
}

async function connect(proxy: TestProxy, path: string): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${proxy.port}${path}`, {
    perMessageDeflate: { threshold: 0 },
    headers: { 'user-agent': 'copilot/1.0.102', 'x-client-session-id': 'session-1' },
  });
  await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
  return client;
}

function answer(client: WebSocket): Promise<unknown> {
  return new Promise(resolve => client.once('message', resolve));
}
