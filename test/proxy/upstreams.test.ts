import { expect, it } from 'vitest';
import { parseUpstream, pathAt, readUpstreams, upstreamAtOwnPort } from '../../src/proxy/upstreams.ts';

it('what a person gives wins over the known providers', () => {
  const upstreams = readUpstreams({ anthropic: 'http://127.0.0.1:9999/gateway/', mine: 'https://[::1]:8443' });

  expect(upstreams.get('anthropic')).toEqual({
    name: 'anthropic',
    secure: false,
    hostname: '127.0.0.1',
    port: 9999,
    host: '127.0.0.1:9999',
    basePath: '/gateway',
    isVersionless: false,
  });
  expect(upstreams.get('mine')).toMatchObject({ hostname: '::1', port: 8443, host: '[::1]:8443', basePath: '' });
  expect(upstreams.get('openai')).toMatchObject({ secure: true, port: 443, host: 'api.openai.com' });
});

it('a base URL may end in the version that the path begins with', () => {
  const upstream = parseUpstream('openai', 'https://gateway.example/openai/v1');

  expect(pathAt(upstream, '/v1/responses?x=1')).toBe('/openai/v1/responses?x=1');
  expect(pathAt(upstream, '/v1')).toBe('/openai/v1');
  expect(pathAt(upstream, '/v12/x')).toBe('/openai/v1/v12/x');
});

it.each([
  ['mine', 'gateway.example', 'Give a URL that starts with http:// or https://.'],
  ['mine', 'ftp://x', 'Give a URL'],
  ['a/b', 'http://x', 'cannot name an upstream'],
  ['mine', 'http://user:secret@x', 'Give only its base URL'],
  ['mine', 'http://x/?key=1', 'Give only its base URL'],
])('%s=%s is refused with what to do', (name, url, message) => {
  expect(() => parseUpstream(name, url)).toThrow(message);
});

it('a ChatGPT login goes to its own backend, whose paths have no version', () => {
  const chatgpt = readUpstreams({}).get('chatgpt');

  expect(chatgpt && `${chatgpt.host}${pathAt(chatgpt, '/v1/responses?x=1')}`).toBe(
    'chatgpt.com/backend-api/codex/responses?x=1',
  );
  expect(chatgpt && pathAt(chatgpt, '/v1')).toBe('/backend-api/codex');
});

it('a gateway for OpenAI takes ChatGPT logins too, unless they have an upstream of their own', () => {
  const gateway = 'https://gateway.example/v1';

  expect(readUpstreams({ openai: gateway }).get('chatgpt')).toMatchObject({ name: 'openai', isVersionless: false });
  expect(readUpstreams({ openai: gateway, chatgpt: 'http://own.example' }).get('chatgpt')?.host).toBe('own.example');
});

it.each(['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '127.1.2.3', 'me.localhost'])(
  '%s at our own port is ourselves',
  host => {
    const upstreams = readUpstreams({ mine: `http://${host}:8787` });

    expect(upstreamAtOwnPort(upstreams, 8787)?.name).toBe('mine');
    expect(upstreamAtOwnPort(upstreams, 8788)).toBeUndefined();
  },
);
