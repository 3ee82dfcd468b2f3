import { expect, it } from 'vitest';
import { parseUpstream, pathAt, readUpstreams } from '../../src/proxy/upstreams.ts';

it('what a person gives wins over the known providers', () => {
  const upstreams = readUpstreams({ anthropic: 'http://127.0.0.1:9999/gateway/', mine: 'https://[::1]:8443' });

  expect(upstreams.get('anthropic')).toEqual({
    name: 'anthropic',
    secure: false,
    hostname: '127.0.0.1',
    port: 9999,
    host: '127.0.0.1:9999',
    basePath: '/gateway',
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
