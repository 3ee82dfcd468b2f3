import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson, Lab, send, sendRaw, type TestProxy, testToken } from './proxyLab.ts';

/** What a web page, a careless client or another program on this machine may try. Nothing of it may reach an upstream. */
const lab = new Lab();
afterEach(() => lab.stop());

async function setUp(given: Parameters<Lab['proxy']>[1] = {}) {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, given);
  return { upstream, proxy };
}

function ask({ port }: TestProxy, line: string, headers: readonly string[] = [], body = ''): Promise<string> {
  const head = [`${line} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, 'Connection: close', '', ''];
  return sendRaw(port, head.join('\r\n') + body);
}

const bearer = `Authorization: Bearer ${testToken}`;

describe('a web page', () => {
  it.each([
    ['a picture', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image']],
    ['a script of a sibling', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script']],
    ['a link', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document']],
    ['a frame without an origin', ['Origin: null']],
    ['an extension', ['Origin: chrome-extension://abc']],
  ])('cannot send requests through the proxy by %s', async (_name, headers) => {
    const { upstream, proxy } = await setUp();

    expect(await ask(proxy, 'GET /v1/models', headers)).toMatch(/^HTTP\/1\.1 403 /);
    expect(upstream.seen).toEqual([]);
  });

  it('cannot frame or read our own page, but may link to it', async () => {
    const { proxy } = await setUp();
    const frame = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'];
    const link = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];

    expect(await ask(proxy, 'GET /mri', frame)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(proxy, 'GET /mri', link)).toMatch(/^HTTP\/1\.1 200 [\s\S]*x-frame-options: DENY/);
  });

  it('is not mistaken for a program with a network stack of a browser', async () => {
    const { proxy } = await setUp();

    expect(await ask(proxy, 'GET /v1/models', ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: no-cors'])).toMatch(/ 200 /);
    expect(await ask(proxy, 'GET /v1/models', ['Sec-Fetch-Mode: cors'])).toMatch(/ 200 /);
  });

  it('cannot open a WebSocket', async () => {
    const { upstream, proxy } = await setUp();
    const headers = ['Upgrade: websocket', 'Origin: https://evil.example'];

    expect(await ask(proxy, 'GET /v1/responses', [...headers, 'Connection: Upgrade'])).toMatch(/^HTTP\/1\.1 403 /);
    expect(upstream.seen).toEqual([]);
  });
});

describe('the token', () => {
  it.each([
    'GET /headroom/api/stats?token=TOKEN',
    'GET /headroom/api/stats?authorization=Bearer%20TOKEN',
    'GET /TOKEN/headroom/api/stats',
  ])('counts in a header only: %s', async line => {
    const { proxy } = await setUp();

    expect(await ask(proxy, line.replace('TOKEN', testToken))).not.toContain('"product"');
    expect(await ask(proxy, 'GET /headroom/api/stats?token=x')).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each([
    '//headroom/api/stats',
    '/./headroom/api/stats',
    '/v1/../headroom/api/stats',
    '/%68eadroom/api/stats',
    '/headroom%2fapi/stats',
    '/HEADROOM/api/stats',
    '/w/project/headroom/api/stats',
    '/u/mine/headroom/api/stats',
    '/copilot/headroom/api/stats',
    '\\headroom\\api\\stats',
  ])('is never sent to a provider, however the path is spelt: %s', async path => {
    const { upstream, proxy } = await setUp();

    expect(await ask(proxy, `GET ${path}`, [bearer])).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(upstream.seen).toEqual([]);
  });

  it('does not open a tunnel', async () => {
    const { upstream, proxy } = await setUp();
    const headers = [bearer, 'Upgrade: websocket', 'Connection: Upgrade'];

    expect(await ask(proxy, 'GET /v1/responses', headers)).toMatch(/^HTTP\/1\.1 404 /);
    expect(upstream.seen).toEqual([]);
  });
});

describe('a path', () => {
  it.each(['/mri/../headroom/api/stats', '/mri/%2e%2e/headroom/api/stats', '/headroom/./api/stats', '/headroom//api'])(
    'through our own page needs the token as well: %s',
    async path => {
      const { upstream, proxy } = await setUp({ admin: { stats: async () => ({ secret: true }) } });

      expect(await ask(proxy, `GET ${path}`)).toMatch(/^HTTP\/1\.1 40[14] /);
      expect(upstream.seen).toEqual([]);
    },
  );

  it('with a whole URL is ours only under our own name', async () => {
    const { upstream, proxy } = await setUp();

    expect(await ask(proxy, 'GET http://evil.example/headroom/health')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(proxy, 'GET http://evil.example/v1/models')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(proxy, `GET http://u:p@127.0.0.1:${proxy.port}/headroom/health`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(proxy, `GET http://127.0.0.1:${proxy.port}/headroom/health`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(upstream.seen).toEqual([]);
  });

  it.each(['/headroom/api/events', '/mri', '/headroom/health'])('of our own takes no upgrade: %s', async path => {
    const { upstream, proxy } = await setUp();
    const headers = ['Upgrade: websocket', 'Connection: Upgrade'];

    expect(await ask(proxy, `GET ${path}`, headers)).toMatch(/^HTTP\/1\.1 404 /);
    expect(upstream.seen).toEqual([]);
  });
});

describe('a request', () => {
  it('to connect anywhere is cut off', async () => {
    const { proxy } = await setUp();

    const answer = await sendRaw(proxy.port, `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n`);

    expect(answer).toBe('');
  });

  it.each([
    ['two framings', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /x HTTP/1.1\r\n\r\n'],
    ['two lengths', ['Content-Length: 1', 'Content-Length: 2'], '{}'],
    ['an unknown last coding', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['a length that is none', ['Content-Length: +2'], '{}'],
    ['a space before the colon', ['Content-Length : 2'], '{}'],
    ['a folded header', ['X-A: 1\r\n b: 2'], ''],
    ['a zero byte', ['X-A: 1\u00002'], ''],
    ['a bare carriage return', ['X-A: 1\rX-B: 2'], ''],
  ])('with %s is refused, so that nobody behind us reads another one in it', async (_name, headers, body) => {
    const { upstream, proxy } = await setUp();

    const answer = await ask(proxy, 'POST /v1/messages', headers, body);

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(upstream.seen).toEqual([]);
  });

  it('whose head is too large is refused', async () => {
    const { upstream, proxy } = await setUp();

    expect(await ask(proxy, 'GET /v1/models', [`X-Large: ${'a'.repeat(128 * 1024)}`])).toMatch(/^HTTP\/1\.1 431 /);
    expect(upstream.seen).toEqual([]);
  });

  it('without the token cannot make the API read its body', async () => {
    const { proxy } = await setUp();

    const answer = await ask(proxy, 'POST /headroom/api/query', ['Content-Length: 60000000'], '{');

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('that never ends its head is ended', async () => {
    const { proxy } = await setUp({ config: { headTimeoutMs: 50 } });

    expect(await sendRaw(proxy.port, 'GET /headroom/health HTTP/1.1\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('an answer', () => {
  it('cannot be split by what an upstream or a path holds', async () => {
    const { proxy } = await setUp();

    const reply = await send(proxy.port, { path: '/u/no%0d%0aset-cookie:x/v1', body: '{}' });
    const upgrade = await ask(proxy, 'GET /u/a%0d%0ab/x', ['Upgrade: websocket', 'Connection: Upgrade']);

    expect(reply.rawHeaders.join()).not.toMatch(/set-cookie/i);
    expect(upgrade.split('\r\n\r\n')).toHaveLength(2);
  });

  it('of an upstream that breaks the protocol becomes our own error', async () => {
    const server = net.createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nX-A: 1\rX-B: 2\r\nContent-Length: 0\r\n\r\n'));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    lab.onStop(() => new Promise(resolve => server.close(resolve)));
    const address = server.address();
    const proxy = await lab.proxy(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);

    expect((await send(proxy.port, { body: '{}' })).status).toBe(502);
  });
});
