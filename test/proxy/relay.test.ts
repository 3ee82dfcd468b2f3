import http from 'node:http';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson, jsonHeaders, Lab, messageBody, send, sendRaw, sha256 } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

describe('what reaches the upstream', () => {
  it.each(['off', 'audit', 'simulate', 'optimize'] as const)('is the very same body in mode %s', async mode => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url, { settings: { mode } });
    const body = Buffer.from(
      '{ "model":"m\\u00e9", "n": 1.0, "n": 9007199254740993,\r\n "messages": [ {"role":"user","content":"\u00e9 \\ud83d\\ude00"} ] }  ',
    );

    await send(proxy.port, { headers: jsonHeaders, body });

    expect(sha256(upstream.last.body)).toBe(sha256(body));
  });

  it('keeps order, spelling and repetition of headers, and loses only what belongs to this hop or to us', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url);

    await send(proxy.port, {
      headers: [
        ...['X-Api-Key', 'k', 'ACCEPT', '*/*', 'x-dup', '1', 'X-Dup', '2', 'x-headroom-mode', 'audit'],
        ...['X-Headroom-Anything', 'x', 'Connection', 'keep-alive, x-hop', 'x-hop', 'gone', 'te', 'trailers'],
        ...['proxy-authorization', 'secret', 'X-Umlaut', '\u00e4', 'accept-encoding', 'gzip, br'],
      ],
      body: Buffer.from('{}'),
    });

    expect(upstream.last.rawHeaders).toEqual([
      ...['Host', `127.0.0.1:${upstream.port}`, 'X-Api-Key', 'k', 'ACCEPT', '*/*', 'x-dup', '1', 'X-Dup', '2'],
      ...['X-Umlaut', '\u00e4', 'accept-encoding', 'gzip, br', 'content-length', '2', 'Connection', 'keep-alive'],
    ]);
  });

  it('carries 64 KB of headers both ways', async () => {
    const large = 'x'.repeat(60 * 1024);
    const upstream = await lab.upstream((_, response) => {
      response.setHeader('x-large', large);
      answerJson(response);
    });
    const proxy = await lab.proxy(upstream.url);

    const reply = await send(proxy.port, { headers: [...jsonHeaders, 'x-large', large], body: '{}' });

    expect(upstream.last.message.headers['x-large']).toBe(large);
    expect(reply.rawHeaders).toContain(large);
  });

  it('leaves path, query and escapes as they were spelt', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url);

    await send(proxy.port, { method: 'GET', path: '/u/mine/a%2Fb//c/../d?x=%20&y=[1]&y=2' });

    expect(upstream.last.url).toBe('/a%2Fb//c/../d?x=%20&y=[1]&y=2');
  });

  it('passes chunked bodies with their trailers', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url);

    await sendRaw(
      proxy.port,
      `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 7\r\n\r\n`,
    );

    expect(upstream.last.body.toString()).toBe('{}');
    expect(upstream.last.message.rawTrailers).toEqual(['X-Sum', '7']);
  });

  it('asks the upstream before the client sends an expected body', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url);

    const said = await new Promise<string>(resolve => {
      const socket = net.connect(proxy.port, '127.0.0.1');
      let text = '';
      socket.write(
        `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
      );
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('{}');
      });
      socket.on('close', () => resolve(text));
    });

    expect(said).toContain('HTTP/1.1 200 OK');
    expect(upstream.last.body.toString()).toBe('{}');
    expect(upstream.last.message.headers.expect).toBe('100-continue');
  });
});

describe('what reaches the client', () => {
  it('is the status, reason, headers and bytes of the upstream', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.sendDate = false;
      response.writeHead(429, 'Slow Down', [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'retry-AFTER',
        '3',
        'content-length',
        '2',
      ]);
      response.end('no');
    });
    const proxy = await lab.proxy(upstream.url);

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect([reply.status, reply.statusMessage, reply.body.toString()]).toEqual([429, 'Slow Down', 'no']);
    expect(reply.rawHeaders.slice(0, 8)).toEqual([
      ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'retry-AFTER', '3', 'content-length', '2'],
    ]);
    expect(reply.rawHeaders.map(name => name.toLowerCase())).not.toContain('date');
    expect(reply.rawHeaders.map(name => name.toLowerCase())).not.toContain('via');
  });

  it('comes event by event while the stream is open', async () => {
    let write: (text: string) => void = () => undefined;
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      write = text => (text === '' ? response.end() : response.write(text));
    });
    const proxy = await lab.proxy(upstream.url);

    const received: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: proxy.port, method: 'POST', path: '/v1/messages' });
      request.once('error', reject);
      request.once('response', response => {
        write('data: 1\n\n');
        response.on('data', (chunk: Buffer) => {
          received.push(chunk.toString());
          write(received.length < 3 ? `data: ${received.length + 1}\n\n` : '');
        });
        response.once('end', resolve);
      });
      request.end('{}');
    });

    expect(received).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']);
  });

  it('keeps response trailers', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write('hi');
      response.addTrailers({ 'x-sum': '9' });
      response.end();
    });
    const proxy = await lab.proxy(upstream.url);

    const reply = await send(proxy.port, { method: 'GET', path: '/v1/models' });

    expect(reply.rawTrailers).toEqual(['x-sum', '9']);
  });

  it('answers HEAD with the head alone', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { 'content-length': '12345' });
      response.end();
    });
    const proxy = await lab.proxy(upstream.url);

    const reply = await send(proxy.port, { method: 'HEAD', path: '/' });

    expect(reply.status).toBe(200);
    expect(reply.rawHeaders.slice(0, 2)).toEqual(['content-length', '12345']);
    expect(reply.body).toHaveLength(0);
  });
});

describe('ends and failures', () => {
  it('ends the upstream request when the client leaves', async () => {
    const left = Promise.withResolvers<void>();
    const upstream = await lab.upstream((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      request.message.socket.once('close', () => left.resolve());
    });
    const proxy = await lab.proxy(upstream.url);

    const request = http.request({ host: '127.0.0.1', port: proxy.port, method: 'POST', path: '/v1/messages' });
    request.on('error', () => undefined);
    request.once('response', response => response.once('data', () => request.destroy()));
    request.end('{}');
    await left.promise;

    const facts = await proxy.recorder.nth(1);
    expect(facts.fault).toBe('the client left during the answer');
  });

  it('breaks off where the upstream broke off, without an invented end', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n', () => response.destroy());
    });
    const proxy = await lab.proxy(upstream.url);

    await expect(send(proxy.port, { headers: jsonHeaders, body: '{}' })).rejects.toThrow('aborted');
  });

  it('says who speaks, whom it cannot reach and what to do', async () => {
    const proxy = await lab.proxy('http://127.0.0.1:1');

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    const { type, error } = JSON.parse(reply.body.toString());
    expect(reply.status).toBe(502);
    expect([type, error.type]).toEqual(['error', 'api_error']);
    expect(error.message).toMatch(
      /^Headroom proxy: cannot reach the upstream "anthropic" at http:\/\/127.0.0.1:1 \(ECONNREFUSED\)/,
    );
  });

  it('tries once more when a kept-alive connection turns out to be dead', async () => {
    const upstream = await lab.upstream((request, response) => {
      if (upstream.seen.length === 2) request.message.socket.resetAndDestroy();
      else answerJson(response);
    });
    const proxy = await lab.proxy(upstream.url);
    await send(proxy.port, { headers: jsonHeaders, body: '{"a":1}' });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{"a":2}' });

    expect(reply.status).toBe(200);
    expect(upstream.seen.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":2}', '{"a":2}']);
  });

  it.each([
    ['after the upstream may have worked on it', 1100, ''],
    ['after an answer has begun', 0, 'HTTP/1.1 20'],
  ])('does not repeat a request whose connection breaks %s', async (_name, delayMs, begun) => {
    const upstream = await lab.upstream((request, response) => {
      const { socket } = request.message;
      if (upstream.seen.length === 1) answerJson(response);
      else setTimeout(() => socket.write(begun, () => socket.destroy()), delayMs);
    });
    const proxy = await lab.proxy(upstream.url);
    await send(proxy.port, { headers: jsonHeaders, body: '{"a":1}' });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{"a":2}' });

    expect(reply.status).toBe(502);
    expect(upstream.seen.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":2}']);
  });

  it('repeats what does no harm when done twice, however late its connection breaks', async () => {
    const upstream = await lab.upstream((request, response) => {
      if (upstream.seen.length === 2) setTimeout(() => request.message.socket.destroy(), 1100);
      else answerJson(response);
    });
    const proxy = await lab.proxy(upstream.url);
    await send(proxy.port, { method: 'GET', path: '/v1/models' });

    const reply = await send(proxy.port, { method: 'GET', path: '/v1/models' });

    expect([reply.status, upstream.seen.length]).toEqual([200, 3]);
  });

  it('does not repeat a request on a connection that was fresh', async () => {
    const upstream = await lab.upstream(request => request.message.socket.resetAndDestroy());
    const proxy = await lab.proxy(upstream.url);

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect(reply.status).toBe(502);
    expect(upstream.seen).toHaveLength(1);
  });

  it('relays an answer that comes before the body has been sent', async () => {
    const upstream = await lab.upstream(() => undefined);
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (_, response) => answerJson(response, '{"error":"too large"}', 413));
    const proxy = await lab.proxy(upstream.url, { settings: { mode: 'off' } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: Buffer.alloc(4 * 1024 * 1024, 32) });

    expect(reply.status).toBe(413);
  });

  it.each([
    ['asked for that', 'HTTP/1.1\r\nConnection: close'],
    ['speaks HTTP/1.0', 'HTTP/1.0'],
    ['was not told to send its body', 'HTTP/1.1\r\nExpect: 100-continue'],
  ])('closes the connection behind an early answer to a client that %s', async (_name, head) => {
    const upstream = await lab.upstream(() => undefined);
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (_, response) => answerJson(response, '{}', 413));
    upstream.server.on('checkContinue', (_, response) => answerJson(response, '{}', 413));
    const proxy = await lab.proxy(upstream.url, { settings: { mode: 'off' } });

    const answer = await sendRaw(
      proxy.port,
      `POST /v1/messages ${head}\r\nHost: 127.0.0.1:${proxy.port}\r\nContent-Length: 100000\r\n\r\nthe first bytes`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 413 .*\r\nConnection: close\r\n/s);
  });

  it('streams a body beyond every limit', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(upstream.url, { settings: { mode: 'optimize' }, maxBodyBytes: 1024 * 1024 });
    const body = Buffer.alloc(5 * 1024 * 1024, 65);

    await send(proxy.port, { headers: jsonHeaders, body });

    expect(sha256(upstream.last.body)).toBe(sha256(body));
    expect((await proxy.recorder.nth(1)).fault).toBe('the body is larger than the limit for reading');
  });

  it('slows the upstream down when the client reads slowly', async () => {
    const size = 64 * 1024 * 1024;
    let written = 0;
    const upstream = await lab.upstream((_, response) => {
      const chunk = Buffer.alloc(256 * 1024, 65);
      const more = () => {
        while (written < size) {
          written += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
    const proxy = await lab.proxy(upstream.url);

    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: proxy.port, path: '/v1/files' });
      request.once('error', reject);
      request.once('response', resolve);
      request.end();
    });
    response.pause();
    await new Promise(resolve => setTimeout(resolve, 300));
    const writtenWhilePaused = written;
    let read = 0;
    for await (const chunk of response) read += chunk.length;

    expect(writtenWhilePaused).toBeLessThan(size / 2);
    expect(read).toBe(size);
  });
});

describe('keep-alive', () => {
  it('serves many requests on one connection, and reuses the one to the upstream', async () => {
    const sockets = new Set<unknown>();
    const upstream = await lab.upstream((request, response) => {
      sockets.add(request.message.socket);
      answerJson(response);
    });
    const proxy = await lab.proxy(upstream.url);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    lab.onStop(() => agent.destroy());

    for (let i = 0; i < 5; i++) {
      const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}', agent });
      expect(reply.body.toString()).toBe(messageBody);
    }

    expect(sockets.size).toBe(1);
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  });
});

describe('early hints', () => {
  it('arrive before the answer', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload', 'x-more': 'yes' }, () => answerJson(response));
    });
    const proxy = await lab.proxy(upstream.url);

    const answer = await sendRaw(
      proxy.port,
      `GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(
      /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>; rel=preload\r\nx-more: yes\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
    );
  });

  it('that nobody can read are left out', async () => {
    const upstream = await lab.upstream(({ message }, response) => {
      message.socket.write('HTTP/1.1 103 Early Hints\r\nLink: nonsense\r\n\r\n');
      answerJson(response);
    });
    const proxy = await lab.proxy(upstream.url);

    expect((await send(proxy.port, { headers: jsonHeaders, body: '{}' })).status).toBe(200);
  });
});
