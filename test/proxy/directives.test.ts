import { afterEach, expect, it } from 'vitest';
import { readDirectives } from '../../src/proxy/directives.ts';
import { answerJson, jsonHeaders, Lab, send } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

it('a request may choose its mode, project and options', () => {
  expect(
    readDirectives([
      ...['X-Headroom-Mode', 'Optimize', 'x-headroom-project', ' shop ', 'x-headroom-keep-turns', '3'],
      ...['x-headroom-output-buffer-tokens', '100', 'x-headroom-tool-profiles', '{"search":"off"}'],
    ]),
  ).toEqual({
    mode: 'optimize',
    bypass: false,
    project: 'shop',
    options: { keepTurns: 3, outputBufferTokens: 100, toolProfiles: { search: 'off' } },
    ignored: [],
  });
});

it('bypass is said in words for yes', () => {
  expect(['true', 'TRUE', '1', 'yes'].map(value => readDirectives(['x-headroom-bypass', value]).bypass)).not.toContain(
    false,
  );
  expect(readDirectives(['x-headroom-bypass', 'false']).bypass).toBe(false);
});

it('what cannot be read is ignored, and named with what would fit', () => {
  expect(
    readDirectives([
      ...['x-headroom-mode', 'fast', 'x-headroom-project', ' ', 'x-headroom-keep-turns', '-1'],
      ...['x-headroom-tool-profiles', '{', 'x-headroom-bypass', 'maybe'],
    ]),
  ).toEqual({
    bypass: false,
    options: {},
    ignored: [
      'x-headroom-mode: fast (give off, audit, simulate, optimize)',
      'x-headroom-keep-turns: -1 (give a whole number)',
      'x-headroom-tool-profiles: { (give JSON)',
      'x-headroom-bypass: maybe (give true or false)',
    ],
  });
});

it('what is ignored shows with the exchange, which is served all the same', async () => {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url);
  const body = '{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hello"}]}';

  const reply = await send(proxy.port, { headers: [...jsonHeaders, 'x-headroom-keep-turns', 'many'], body });

  expect(reply.status).toBe(200);
  expect((await proxy.recorder.nth(1)).fault).toBe('ignored: x-headroom-keep-turns: many (give a whole number)');
});
