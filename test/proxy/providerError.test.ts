import http from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { sendProviderError } from '../../src/proxy/providerError.ts';
import type { WireFormat } from '../../src/shared/records.ts';
import { Lab, send } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

it.each([
  ['anthropic', { type: 'error', error: { type: 'api_error', message: 'Headroom proxy: no' } }],
  ['openai-chat', { error: { message: 'Headroom proxy: no', type: 'api_error', param: null, code: 'why' } }],
  ['gemini', { error: { code: 502, message: 'Headroom proxy: no', status: 'UNAVAILABLE' } }],
] as const)("has the shape of %s's own errors", async (format, expected) => {
  const upstream = await lab.upstream((_, response) =>
    sendProviderError(response, format satisfies WireFormat, { status: 502, code: 'why', message: 'no' }),
  );

  const reply = await send(upstream.port, { body: '{}' });

  expect(JSON.parse(reply.body.toString())).toEqual(expected);
  expect(reply.rawHeaders).toContain('why');
});

it('is never a second head', async () => {
  const upstream = await lab.upstream((_, response) => {
    response.write('begun');
    sendProviderError(response, undefined, { status: 502, code: 'why', message: 'no' });
  });

  const error = await new Promise<Error>(resolve => {
    http
      .get({ port: upstream.port, host: '127.0.0.1' }, response => response.resume().once('error', resolve))
      .once('error', resolve);
  });

  expect(error.message).toMatch(/aborted|hang up/);
});
