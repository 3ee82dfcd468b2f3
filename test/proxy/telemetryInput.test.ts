import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { isTelemetryPath } from '../../src/proxy/telemetryInput.ts';
import { Lab, send } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

async function openReceiver() {
  const received: unknown[] = [];
  const proxy = await lab.proxy('http://127.0.0.1:1', { admin: { telemetry: traces => void received.push(traces) } });
  const post = (path: string, body: string | Uint8Array, ...headers: readonly string[]) =>
    send(proxy.port, { path, body, headers: ['content-type', 'application/json', ...headers] });
  return { received, post, port: proxy.port };
}

it('takes traces without a token, packed or not', async () => {
  const { received, post } = await openReceiver();

  const plain = await post('/otel/v1/traces', '{"resourceSpans":[]}');
  await post('/otel/v1/traces', gzipSync('{"resourceSpans":[1]}'), 'content-encoding', 'gzip');

  expect([plain.status, String(plain.body)]).toEqual([200, '{}']);
  expect(received).toEqual([{ resourceSpans: [] }, { resourceSpans: [1] }]);
});

it('takes metrics and logs and drops them', async () => {
  const { received, post } = await openReceiver();

  const answers = [await post('/otel/v1/metrics', '{}'), await post('/otel/v1/logs', '{}')];

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(received).toEqual([]);
});

it('says what to set when it cannot read what comes', async () => {
  const { port, post } = await openReceiver();

  const protobuf = await send(port, {
    path: '/otel/v1/traces',
    body: 'x',
    headers: ['content-type', 'application/x-protobuf'],
  });
  const broken = await post('/otel/v1/traces', '{');
  const coded = await post('/otel/v1/traces', '{}', 'content-encoding', 'unheard-of');

  expect([protobuf.status, String(protobuf.body)]).toEqual([415, expect.stringContaining('http/json')]);
  expect([broken.status, coded.status]).toEqual([400, 400]);
});

it('takes nothing from web pages, and no more than an export can be', async () => {
  const { received, post } = await openReceiver();

  const page = await post('/otel/v1/traces', '{}', 'origin', 'https://evil.example');
  const large = await post('/otel/v1/traces', new Uint8Array(17 * 1024 * 1024)).catch(() => ({ status: 413 }));

  expect([page.status, large.status]).toEqual([403, 413]);
  expect(received).toEqual([]);
});

it.each([
  ['/otel/v1/traces', true],
  ['/otel/v1/metrics', true],
  ['/otel/v1/profiles', false],
  ['/otel', false],
])('%s is a path of the receiver: %s', (path, expected) => {
  expect(isTelemetryPath(path)).toBe(expected);
});
