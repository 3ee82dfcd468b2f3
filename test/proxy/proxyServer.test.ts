import http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson, jsonHeaders, Lab, type Reply, send, sendRaw, testToken } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

async function setUp(given: Parameters<Lab['proxy']>[1] = {}) {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, given);
  return { upstream, proxy };
}

/** A request whose `Host` is given, as a browser that was lured here sends it. */
function sendAs(port: number, host: string, path: string, headers: readonly string[] = []): Promise<string> {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', ''];
  return sendRaw(port, lines.join('\r\n'));
}

const authorized = ['authorization', `Bearer ${testToken}`];

describe('who may ask', () => {
  it.each(['/v1/messages', '/headroom/health', '/mri', '/headroom/api/stats'])(
    'is nobody under a foreign name: %s',
    async path => {
      const { upstream, proxy } = await setUp();

      for (const host of ['evil.example', `evil.example:${proxy.port}`, '127.0.0.1:1', 'localhost', '']) {
        expect(await sendAs(proxy.port, host, path), host).toMatch(/^HTTP\/1\.1 403 /);
      }
      expect(upstream.seen).toEqual([]);
    },
  );

  it('is every loopback name with our port', async () => {
    const { proxy } = await setUp();

    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'LocalHost']) {
      expect(await sendAs(proxy.port, `${host}:${proxy.port}`, '/headroom/health')).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  it('is no web page, apart from our own on our own paths', async () => {
    const { upstream, proxy } = await setUp();
    const host = `127.0.0.1:${proxy.port}`;

    expect(await sendAs(proxy.port, host, '/v1/models', ['Origin: https://evil.example'])).toMatch(/ 403 /);
    expect(await sendAs(proxy.port, host, '/v1/models', [`Origin: http://${host}`])).toMatch(/ 403 /);
    expect(await sendAs(proxy.port, host, '/headroom/health', ['Origin: null'])).toMatch(/ 403 /);
    expect(await sendAs(proxy.port, host, '/headroom/health', [`Origin: http://${host}`])).toMatch(/ 200 /);
    expect(upstream.seen).toEqual([]);
  });

  it('never gets a CORS header', async () => {
    const { proxy } = await setUp();

    const reply = await send(proxy.port, { method: 'OPTIONS', path: '/headroom/api/query', headers: authorized });

    expect(reply.status).toBe(404);
    expect(reply.rawHeaders.some(name => /^access-control/i.test(name))).toBe(false);
  });

  it.each([
    ['no token', []],
    ['a wrong token', ['authorization', 'Bearer wrong']],
    ['another scheme', ['authorization', `Basic ${testToken}`]],
    ['an empty token', ['authorization', 'Bearer ']],
  ])('needs the token on the API: %s', async (_name, headers) => {
    const { proxy } = await setUp();

    for (const path of ['query', 'retrieve', 'shutdown']) {
      expect((await send(proxy.port, { path: `/headroom/api/${path}`, headers, body: '{}' })).status).toBe(401);
    }
    expect((await send(proxy.port, { path: '/v1/compress', headers, body: '{}' })).status).toBe(401);
    expect((await send(proxy.port, { method: 'GET', path: '/headroom/api/events', headers })).status).toBe(401);
    expect((await send(proxy.port, { path: '/headroom/unknown', headers, body: '{}' })).status).toBe(401);
  });
});

describe('our own paths', () => {
  it('tell health without a token', async () => {
    const { proxy } = await setUp();

    const reply = await send(proxy.port, { method: 'GET', path: '/headroom/health' });

    expect(JSON.parse(reply.body.toString())).toMatchObject({ product: 'headroom-context-mri', status: 'ok' });
  });

  it('answer queries, compress, stats and metrics with JSON', async () => {
    const { proxy } = await setUp({ admin: { query: async query => ({ query }), metrics: async limit => [limit] } });
    const json = (reply: Reply): unknown => JSON.parse(reply.body.toString());

    const query = await send(proxy.port, {
      path: '/headroom/api/query',
      headers: authorized,
      body: '{"type":"overview"}',
    });
    const compressed = await send(proxy.port, { path: '/v1/compress', headers: authorized, body: '[1]' });
    const metrics = await send(proxy.port, {
      method: 'GET',
      path: '/headroom/api/metrics?limit=7',
      headers: authorized,
    });
    const broken = await send(proxy.port, { path: '/headroom/api/query', headers: authorized, body: '{' });

    expect([json(query), json(compressed), json(metrics)]).toEqual([{ query: { type: 'overview' } }, [1], [7]]);
    expect([broken.status, json(broken)]).toEqual([400, { error: { message: 'The body is not JSON.' } }]);
  });

  it('give an original byte for byte', async () => {
    const text = 'é\r\n\u0000 end ';
    const { proxy } = await setUp({ admin: { retrieve: async () => ({ kind: 'found', text, isWhole: true }) } });

    const reply = await send(proxy.port, {
      path: '/headroom/api/retrieve',
      headers: authorized,
      body: '{"handle":"abc"}',
    });
    const bad = await send(proxy.port, {
      path: '/headroom/api/retrieve',
      headers: authorized,
      body: '{"handle":"abc","lines":{"from":0,"to":1}}',
    });

    expect(reply.body.toString()).toBe(text);
    expect(bad.status).toBe(400);
  });

  it('serve the page as an empty shell with a strict policy, and its files by plain names only', async () => {
    const seen: string[] = [];
    const { proxy } = await setUp({
      admin: {
        pageFile: async name => {
          seen.push(name);
          return { contentType: 'text/javascript', bytes: Buffer.from('1') };
        },
      },
    });

    const shell = await send(proxy.port, { method: 'GET', path: '/mri' });
    const file = await send(proxy.port, { method: 'GET', path: '/mri/mri.js' });
    for (const path of ['/mri/../secret', '/mri/..%2fsecret', '/mri/.env', '/mri/a/b']) {
      await send(proxy.port, { method: 'GET', path });
    }

    const policy = shell.rawHeaders[shell.rawHeaders.indexOf('content-security-policy') + 1];
    expect(policy).toMatch(/default-src 'none'.*script-src 'nonce-.*frame-ancestors 'none'/);
    expect(shell.body.toString()).not.toContain(testToken);
    expect(file.body.toString()).toBe('1');
    expect(seen).toEqual(['mri.js']);
  });

  it('tell events as they happen', async () => {
    let emit: (event: unknown) => void = () => undefined;
    const { proxy } = await setUp({
      admin: {
        subscribe: listener => {
          emit = event => listener(event as Parameters<typeof listener>[0]);
          return () => undefined;
        },
      },
    });

    const text = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Bearer ${testToken}` };
      const request = http.get(
        { host: '127.0.0.1', port: proxy.port, path: '/headroom/api/events', headers },
        response => {
          let received = '';
          response.on('data', (chunk: Buffer) => {
            received += chunk.toString();
            if (received === ': connected\n\n') emit({ type: 'exchangeStarted', id: '1' });
            else resolve(received);
          });
          response.on('error', () => undefined);
        },
      );
      request.once('error', reject);
    });

    expect(text).toBe(': connected\n\ndata: {"type":"exchangeStarted","id":"1"}\n\n');
  });

  it('know a window for as long as it listens, and what it tells of itself', async () => {
    const log: unknown[] = [];
    const windowOpened = (window: unknown) => {
      log.push(window);
      return () => void log.push('closed');
    };
    const { proxy } = await setUp({ admin: { windowOpened } });

    const path = '/headroom/api/events?session=s1&project=web%20shop';
    const headers = { authorization: `Bearer ${testToken}` };
    const listening = http.get({ host: '127.0.0.1', port: proxy.port, path, headers }, () => listening.destroy());
    listening.on('error', () => undefined);

    await expect.poll(() => log).toEqual([{ session: 's1', project: 'web shop' }, 'closed']);
  });

  it('are never relayed', async () => {
    const { upstream, proxy } = await setUp();

    for (const path of ['/headroom', '/headroom/x', '/mri/x', '/otel/v1/traces', '/metrics']) {
      await send(proxy.port, { path, body: '{}' });
    }

    expect(upstream.seen).toEqual([]);
  });

  it('ask for a shutdown and answer first', async () => {
    const wishes: unknown[] = [];
    const { proxy } = await setUp({ admin: { shutdown: wish => wishes.push(wish) } });

    const reply = await send(proxy.port, {
      path: '/headroom/api/shutdown',
      headers: authorized,
      body: '{"after":"relay"}',
    });

    expect([reply.status, wishes]).toEqual([202, [{ after: 'relay' }]]);
  });
});

describe('the server', () => {
  it('listens on both loopback addresses where there is IPv6', async () => {
    const { proxy } = await setUp();

    const status = await new Promise<number | string>(resolve => {
      const headers = { host: `[::1]:${proxy.port}` };
      http
        .get({ host: '::1', port: proxy.port, path: '/headroom/health', headers }, response =>
          resolve(response.statusCode ?? 0),
        )
        .on('error', error => resolve('code' in error ? String(error.code) : error.message));
    });

    expect([200, 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ECONNREFUSED', 'ENETUNREACH']).toContain(status);
  });

  it('says which upstream is missing', async () => {
    const { proxy } = await setUp();

    const reply = await send(proxy.port, { path: '/u/nowhere/v1/chat/completions', headers: jsonHeaders, body: '{}' });

    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.body.toString()).error.message).toMatch(/no upstream "nowhere".*--upstream nowhere=URL/);
  });

  it('finishes a stream in flight when it closes', async () => {
    let finish: () => void = () => undefined;
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    });
    const proxy = await lab.proxy(upstream.url);
    const reply = send(proxy.port, { headers: jsonHeaders, body: '{}' });
    while (upstream.seen.length === 0) await new Promise(resolve => setTimeout(resolve, 5));

    const closed = proxy.server.close(5000);
    finish();

    expect((await reply).body.toString()).toBe('data: 1\n\ndata: 2\n\n');
    await closed;
    await expect(send(proxy.port, { body: '{}' })).rejects.toThrow();
  });

  it('ends a stream that outlives its grace', async () => {
    const upstream = await lab.upstream((_, response) => response.write('data: 1\n\n'));
    const proxy = await lab.proxy(upstream.url);
    const reply = send(proxy.port, { headers: jsonHeaders, body: '{}' });
    reply.catch(() => undefined);
    while (upstream.seen.length === 0) await new Promise(resolve => setTimeout(resolve, 5));

    await proxy.server.close(50);

    await expect(reply).rejects.toThrow();
  });
});

it('a mistake in one exchange does not end the others', async () => {
  const { proxy } = await setUp({
    config: {
      settings: () => {
        throw new Error('a mistake');
      },
    },
  });

  await expect(send(proxy.port, { headers: jsonHeaders, body: '{}' })).rejects.toThrow();
  expect((await send(proxy.port, { method: 'GET', path: '/headroom/health' })).status).toBe(200);
});
