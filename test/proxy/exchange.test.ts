import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson, FakeBook, FakeJudge, jsonHeaders, Lab, messageBody, send, sha256, toolLoop } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const optimize = { mode: 'optimize' } as const;

async function setUp(given: Parameters<Lab['proxy']>[1] = {}) {
  const upstream = await lab.upstream((_, response) => answerJson(response));
  const proxy = await lab.proxy(upstream.url, { settings: optimize, ...given });
  return { upstream, proxy };
}

describe('optimize', () => {
  it('replaces the new result in place, and nothing else', async () => {
    const { upstream, proxy } = await setUp();
    const body = toolLoop('line\n'.repeat(100));

    await send(proxy.port, { headers: jsonHeaders, body });

    const replaced = body.replace(JSON.stringify('line\n'.repeat(100)), JSON.stringify('[500 "chars"]'));
    expect(upstream.last.body.toString()).toBe(replaced);
    expect(upstream.last.message.headers['content-length']).toBe(String(Buffer.byteLength(replaced)));
  });

  it('keeps decision and original before the bytes leave', async () => {
    const { proxy } = await setUp();

    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('the whole text') });

    expect([...proxy.book.decisions.values()][0]?.outcome.kind).toBe('replace');
    expect(proxy.book.originals.map(({ text }) => text)).toEqual(['the whole text']);
  });

  it('replays the same bytes without judging again, also in audit and after the block moved into the past', async () => {
    const judge = new FakeJudge();
    const { upstream, proxy } = await setUp({ judge });
    const first = toolLoop('x'.repeat(400));
    await send(proxy.port, { headers: jsonHeaders, body: first });
    const sentFirst = upstream.last.body.toString();

    proxy.settings = { ...proxy.settings, mode: 'audit' };
    const later = first.replace(/\]\}$/, ',{"role":"assistant","content":"done"},{"role":"user","content":"more"}]}');
    await send(proxy.port, { headers: jsonHeaders, body: later });

    expect(judge.calls).toBe(1);
    expect(upstream.last.body.toString().startsWith(sentFirst.slice(0, -2))).toBe(true);
  });

  it('leaves alone what was sent before anybody could judge it', async () => {
    const judge = new FakeJudge();
    const { upstream, proxy } = await setUp({ judge, settings: { mode: 'audit' } });
    const first = toolLoop('x'.repeat(400));
    await send(proxy.port, { headers: jsonHeaders, body: first });

    proxy.settings = { ...proxy.settings, mode: 'optimize' };
    const later = first.replace(/\]\}$/, ',{"role":"assistant","content":"done"},{"role":"user","content":"more"}]}');
    await send(proxy.port, { headers: jsonHeaders, body: later });

    expect(sha256(upstream.last.body)).toBe(sha256(Buffer.from(later)));
    expect(judge.calls).toBe(0);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('reads a body in %s and sends an edited one plain', async (encoding, compress) => {
    const { upstream, proxy } = await setUp();

    await send(proxy.port, {
      headers: [...jsonHeaders, 'content-encoding', encoding],
      body: compress(toolLoop('y'.repeat(300))),
    });

    expect(upstream.last.message.headers['content-encoding']).toBeUndefined();
    expect(upstream.last.body.toString()).toBe(toolLoop('[300 "chars"]'));
  });

  it('sends a compressed body that it does not edit as it came', async () => {
    const { upstream, proxy } = await setUp();
    const body = gzipSync('{"messages":[{"role":"user","content":"hi"}]}');

    await send(proxy.port, { headers: [...jsonHeaders, 'content-encoding', 'gzip'], body });

    expect(sha256(upstream.last.body)).toBe(sha256(body));
    expect(upstream.last.message.headers['content-encoding']).toBe('gzip');
  });

  it('shares one judgement between requests at the same time', async () => {
    const judge = new FakeJudge();
    judge.delayMs = 50;
    const { upstream, proxy } = await setUp({ judge });
    const body = toolLoop('z'.repeat(300));

    await Promise.all([1, 2, 3, 4].map(() => send(proxy.port, { headers: jsonHeaders, body })));

    expect(judge.calls).toBe(1);
    expect(new Set(upstream.seen.map(seen => sha256(seen.body))).size).toBe(1);
  });

  it('lets count_tokens replay decisions but never make one', async () => {
    const judge = new FakeJudge();
    const { upstream, proxy } = await setUp({ judge });
    const count = { path: '/v1/messages/count_tokens', headers: jsonHeaders, body: toolLoop('c'.repeat(300)) };

    await send(proxy.port, count);
    const before = upstream.last.body.toString();
    await send(proxy.port, { headers: jsonHeaders, body: count.body });
    await send(proxy.port, count);

    expect(before).toBe(count.body);
    expect(upstream.last.body.toString()).toBe(toolLoop('[300 "chars"]'));
    expect(judge.calls).toBe(1);
    expect(proxy.recorder.records).toHaveLength(1);
  });

  it('never edits a body that is signed', async () => {
    const { upstream, proxy } = await setUp();
    const body = toolLoop('s'.repeat(300));

    await send(proxy.port, { headers: [...jsonHeaders, 'Content-Digest', 'sha-256=:x:'], body });

    expect(upstream.last.body.toString()).toBe(body);
    expect((await proxy.recorder.nth(1)).fault).toMatch(/signed/);
  });
});

describe('when something fails, the original bytes go', () => {
  const body = toolLoop('f'.repeat(300));

  it('in time, when judging takes too long, and the late result is never used', async () => {
    const judge = new FakeJudge();
    judge.delayMs = 1_000;
    const { upstream, proxy } = await setUp({ judge, deadlineMs: 40 });

    await send(proxy.port, { headers: jsonHeaders, body });
    const finishedBefore = judge.finished;
    await expect.poll(() => judge.finished, { timeout: 5_000 }).toBe(1);
    await send(proxy.port, { headers: jsonHeaders, body });

    expect(finishedBefore).toBe(0);
    expect(upstream.seen.map(seen => seen.body.toString())).toEqual([body, body]);
    expect((await proxy.recorder.nth(1)).fault).toBe('judging took too long');
    expect(judge.calls).toBe(1);
  });

  it('when the judge dies', async () => {
    const judge = new FakeJudge();
    judge.failing = true;
    const { upstream, proxy } = await setUp({ judge });

    await send(proxy.port, { headers: jsonHeaders, body });

    expect(upstream.last.body.toString()).toBe(body);
    expect((await proxy.recorder.nth(1)).fault).toBe('judging failed: worker died');
  });

  it('when a decision cannot be kept, and for good', async () => {
    const book = new FakeBook();
    book.failing = true;
    const { upstream, proxy } = await setUp({ book });

    await send(proxy.port, { headers: jsonHeaders, body });
    book.failing = false;
    await send(proxy.port, { headers: jsonHeaders, body });

    expect(upstream.seen.map(seen => seen.body.toString())).toEqual([body, body]);
    expect((await proxy.recorder.nth(1)).fault).toBe('writing the decision failed: disk full');
  });

  it('when a decision is durable too late, which is then taken back', async () => {
    const book = new FakeBook();
    book.delayMs = 80;
    const { upstream, proxy } = await setUp({ book, deadlineMs: 30 });

    await send(proxy.port, { headers: jsonHeaders, body });
    await new Promise(resolve => setTimeout(resolve, 250));
    await send(proxy.port, { headers: jsonHeaders, body });

    expect(upstream.seen.map(seen => seen.body.toString())).toEqual([body, body]);
    expect([...book.decisions.values()].map(({ outcome }) => outcome.kind)).toEqual(['leave']);
  });

  it.each([
    ['a body that is not JSON', '{"messages":[', []],
    ['an unknown coding', body, ['content-encoding', 'lzma']],
    ['a broken coding', body, ['content-encoding', 'gzip']],
  ] as const)('with %s', async (_name, sent, headers) => {
    const { upstream, proxy } = await setUp();

    const reply = await send(proxy.port, { headers: [...jsonHeaders, ...headers], body: sent });

    expect(reply.status).toBe(200);
    expect(upstream.last.body.toString()).toBe(sent);
    expect((await proxy.recorder.nth(1)).fault).toBeDefined();
  });

  it('and after the upstream refused an edited request, nothing new is judged in that conversation', async () => {
    const upstream = await lab.upstream((_, response) =>
      answerJson(response, '{}', upstream.seen.length === 1 ? 400 : 200),
    );
    const judge = new FakeJudge();
    const proxy = await lab.proxy(upstream.url, { settings: optimize, judge });
    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('a'.repeat(300)) });

    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('b'.repeat(300)) });
    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('a'.repeat(300)) });
    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('b'.repeat(300), { id: 'toolu_other' }) });

    expect(upstream.seen.map(seen => seen.body.toString())).toEqual([
      toolLoop('[300 "chars"]'),
      toolLoop('b'.repeat(300)),
      toolLoop('[300 "chars"]'),
      toolLoop('[300 "chars"]', { id: 'toolu_other' }),
    ]);
    expect((await proxy.recorder.nth(2)).fault).toMatch(/400/);
  });

  it('but an upstream that only refuses to count stops no judging', async () => {
    const upstream = await lab.upstream(({ url }, response) =>
      answerJson(response, '{}', url.endsWith('/count_tokens') ? 400 : 200),
    );
    const proxy = await lab.proxy(upstream.url, { settings: optimize });
    const first = toolLoop('a'.repeat(300));
    await send(proxy.port, { headers: jsonHeaders, body: first });

    const counted = await send(proxy.port, {
      path: '/v1/messages/count_tokens',
      headers: jsonHeaders,
      body: first,
    });
    await send(proxy.port, { headers: jsonHeaders, body: toolLoop('b'.repeat(300)) });

    expect(counted.status).toBe(400);
    expect(upstream.last.body.toString()).toBe(toolLoop('[300 "chars"]'));
  });
});

describe('what is recorded', () => {
  it('is what the answer says of itself, whatever its coding', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-encoding': 'br',
        'x-ratelimit-limit-requests': '9',
      });
      response.end(brotliCompressSync(messageBody));
    });
    const proxy = await lab.proxy(upstream.url);

    await send(proxy.port, {
      path: '/w/my%20project/v1/messages?beta=true',
      headers: [...jsonHeaders, 'user-agent', 'claude-cli/2.1.329 (external, cli)', 'x-api-key', 'sk-secret-value'],
      body: toolLoop('text'),
    });
    const facts = await proxy.recorder.nth(1);

    expect(facts).toMatchObject({
      project: 'my project',
      client: 'Claude Code',
      provider: 'anthropic',
      format: 'anthropic',
      path: '/v1/messages',
      model: 'claude-sonnet-4-5-20250929',
      status: 200,
      usage: { input: 10, output: 5, cacheRead: 3, cacheWrite5m: 2, cacheWrite1h: 0 },
      limits: [{ name: 'requests', limit: 9 }],
    });
    expect(Buffer.from(facts.body ?? []).toString()).toBe(toolLoop('text'));
    expect(upstream.last.url).toBe('/v1/messages?beta=true');
    expect(JSON.stringify(facts)).not.toContain('sk-secret-value');
  });

  it.each([
    ['mode off', { settings: { mode: 'off' } as const }, []],
    ['a stopped engine', { settings: { mode: 'optimize', isStopped: true } as const }, ['x-headroom-mode', 'optimize']],
    ['bypass', { settings: optimize }, ['x-headroom-bypass', 'true']],
    ['a header that says off', { settings: optimize }, ['x-headroom-mode', 'off']],
  ])('is nothing with %s, and the bytes are raw', async (_name, given, headers) => {
    const { upstream, proxy } = await setUp(given);

    await send(proxy.port, { headers: [...jsonHeaders, ...headers], body: toolLoop('o'.repeat(300)) });

    expect(upstream.last.body.toString()).toBe(toolLoop('o'.repeat(300)));
    expect(proxy.recorder.records).toEqual([]);
    expect(proxy.book.commits).toBe(0);
  });

  it('follows the mode of one request', async () => {
    const { upstream, proxy } = await setUp({ settings: { mode: 'audit' } });

    await send(proxy.port, {
      headers: [...jsonHeaders, 'x-headroom-mode', 'optimize', 'x-headroom-project', 'p'],
      body: toolLoop('m'.repeat(300)),
    });

    expect(upstream.last.body.toString()).toBe(toolLoop('[300 "chars"]'));
    expect(await proxy.recorder.nth(1)).toMatchObject({
      mode: 'optimize',
      project: 'p',
      sentBytes: upstream.last.body.length,
    });
    expect((await proxy.recorder.nth(1)).settled).toMatchObject([{ fresh: true }]);
  });

  it('says when the stream ended in an error', async () => {
    const upstream = await lab.upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n');
    });
    const proxy = await lab.proxy(upstream.url);

    await send(proxy.port, { headers: jsonHeaders, body: '{"messages":[]}' });

    expect(await proxy.recorder.nth(1)).toMatchObject({
      streamed: true,
      fault: 'the stream ended in overloaded_error',
    });
  });
});
