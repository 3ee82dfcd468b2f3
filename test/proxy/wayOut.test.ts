import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { readNetwork } from '../../src/process/network/readNetwork.ts';
import { maxHeaderBytes } from '../../src/proxy/relay.ts';
import { parseUpstream } from '../../src/proxy/upstreams.ts';
import { directNetwork, type Network, WayOut } from '../../src/proxy/wayOut.ts';
import { certificates, NetworkLab } from './networkLab.ts';
import { answerJson, jsonHeaders, messageBody, send, sendRaw, TestProxy } from './proxyLab.ts';

const lab = new NetworkLab();
afterEach(() => lab.stop());

async function throughEnvironment(environment: Record<string, string>): Promise<Network> {
  const { authority } = await certificates();
  return { ...readNetwork(environment).network, authorities: [authority] };
}

describe('a TLS upstream', () => {
  it('with a certificate of a private authority is reached when that authority is trusted', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const { authority } = await certificates();
    const network: Network = { proxyFor: () => undefined, checksCertificates: true, authorities: [authority] };
    const proxy = await lab.proxy(`https://127.0.0.1:${upstream.port}`, { config: { network } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect([reply.status, String(reply.body)]).toEqual([200, messageBody]);
  });

  it('that nobody vouches for is refused, and the answer says what to set', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const proxy = await lab.proxy(`https://127.0.0.1:${upstream.port}`);

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect(reply.status).toBe(502);
    expect(String(reply.body)).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/);
  });

  it('is not checked for a person who asked for that', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const { network } = readNetwork({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    const proxy = await lab.proxy(`https://127.0.0.1:${upstream.port}`, { config: { network } });

    expect((await send(proxy.port, { headers: jsonHeaders, body: '{}' })).status).toBe(200);
  });
});

describe('behind a proxy', () => {
  it('a TLS upstream is reached by an authenticated tunnel, which the next request uses again', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const forward = await lab.httpProxy();
    const network = await throughEnvironment({ HTTPS_PROXY: `http://user:secret@127.0.0.1:${forward.port}` });
    const proxy = await lab.proxy(`https://gateway.test:${upstream.port}`, { config: { network } });

    const replies = [
      await send(proxy.port, { headers: jsonHeaders, body: '{}' }),
      await send(proxy.port, { headers: jsonHeaders, body: '{}' }),
    ];

    expect(replies.map(reply => reply.status)).toEqual([200, 200]);
    expect(forward.asked).toEqual([`CONNECT gateway.test:${upstream.port}`]);
  });

  it('so is one that became known since the start, which is looked up once', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const forward = await lab.httpProxy();
    const network = await throughEnvironment({ HTTPS_PROXY: `http://user:secret@127.0.0.1:${forward.port}` });
    const lookUps: string[] = [];
    const laterUpstream = (name: string): string => {
      lookUps.push(name);
      return `https://gateway.test:${upstream.port}`;
    };
    const proxy = await lab.proxy('http://127.0.0.1:1', { config: { network, laterUpstream } });
    const request = { path: '/u/chained-1/v1/messages', headers: jsonHeaders, body: '{}' };

    const replies = [await send(proxy.port, request), await send(proxy.port, request)];

    expect(replies.map(reply => reply.status)).toEqual([200, 200]);
    expect(forward.asked).toEqual([`CONNECT gateway.test:${upstream.port}`]);
    expect(lookUps).toEqual(['chained-1']);
  });

  it('wrong credentials are named as the reason, without showing them', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const forward = await lab.httpProxy();
    const network = await throughEnvironment({ HTTPS_PROXY: `http://user:wrong@127.0.0.1:${forward.port}` });
    const proxy = await lab.proxy(`https://gateway.test:${upstream.port}`, { config: { network } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect(reply.status).toBe(502);
    expect(String(reply.body)).toContain(`through the proxy http://127.0.0.1:${forward.port} (HTTPS_PROXY)`);
    expect(String(reply.body)).toContain('give HTTPS_PROXY as http://USER:PASSWORD@HOST:PORT');
    expect(String(reply.body)).not.toContain('wrong');
  });

  it('a plain upstream is asked for by its whole URL, with the headers as they were', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const forward = await lab.httpProxy();
    const network = await throughEnvironment({ http_proxy: `user:secret@127.0.0.1:${forward.port}` });
    const proxy = await lab.proxy(`http://gateway.test:${upstream.port}/base`, { config: { network } });

    const reply = await send(proxy.port, { path: '/v1/messages?beta=true', headers: jsonHeaders, body: '{}' });

    expect(reply.status).toBe(200);
    expect(forward.asked).toEqual([`POST http://gateway.test:${upstream.port}/base/v1/messages?beta=true`]);
    expect(upstream.last.message.headers).toMatchObject({ host: `gateway.test:${upstream.port}` });
    expect(upstream.last.message.headers).not.toHaveProperty('proxy-authorization');
  });

  it('NO_PROXY leads straight to the upstream', async () => {
    const forward = await lab.httpProxy();
    const network = await throughEnvironment({
      HTTP_PROXY: `http://user:secret@127.0.0.1:${forward.port}`,
      NO_PROXY: '.unreachable.invalid',
    });
    const proxy = await lab.proxy('http://gateway.unreachable.invalid', { config: { network } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect([reply.status, forward.asked]).toEqual([502, []]);
    expect(String(reply.body)).not.toContain('through the proxy');
  });

  it.each(['https', 'http'] as const)('that itself speaks TLS, %s upstreams are reached', async scheme => {
    const secure = await lab.secureUpstream((_, response) => answerJson(response));
    const plain = await lab.upstream((_, response) => answerJson(response));
    const { port } = scheme === 'https' ? secure : plain;
    const forward = await lab.httpProxy('https');
    const network = await throughEnvironment({ ALL_PROXY: `https://user:secret@127.0.0.1:${forward.port}` });
    const proxy = await lab.proxy(`${scheme}://gateway.test:${port}`, { config: { network } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect([reply.status, forward.asked.length]).toEqual([200, 1]);
  });

  it('a SOCKS proxy resolves the name and carries TLS', async () => {
    const upstream = await lab.secureUpstream((_, response) => answerJson(response));
    const socks = await lab.socksProxy();
    const network = await throughEnvironment({ ALL_PROXY: `socks5h://127.0.0.1:${socks.port}` });
    const proxy = await lab.proxy(`https://gateway.test:${upstream.port}`, { config: { network } });

    expect((await send(proxy.port, { headers: jsonHeaders, body: '{}' })).status).toBe(200);
    expect(socks.asked).toEqual([`gateway.test:${upstream.port}`]);
  });

  it.each(['https', 'http'] as const)('WebSockets to %s upstreams tunnel through it', async scheme => {
    const secure = await lab.secureUpstream((_, response) => response.end());
    const plain = await lab.upstream((_, response) => response.end());
    const { server, port } = scheme === 'https' ? secure : plain;
    const sockets = new WebSocketServer({ server });
    lab.onStop(() => sockets.close());
    sockets.on('connection', socket => socket.on('message', data => socket.send(`echo ${data}`)));
    const forward = await lab.httpProxy();
    const address = `http://user:secret@127.0.0.1:${forward.port}`;
    const network = await throughEnvironment({ HTTPS_PROXY: address, HTTP_PROXY: address });
    const proxy = await lab.proxy(`${scheme}://gateway.test:${port}`, { config: { network } });

    const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/v1/responses`);
    const echoed = await new Promise<string>((resolve, reject) => {
      client.once('error', reject);
      client.once('open', () => client.send('hello'));
      client.once('message', data => resolve(String(data)));
    });
    client.terminate();

    expect([echoed, forward.asked]).toEqual(['echo hello', [`CONNECT gateway.test:${port}`]]);
  });

  it('a proxy that is gone is named', async () => {
    const network = await throughEnvironment({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    const proxy = await lab.proxy('https://gateway.test', { config: { network } });

    const reply = await send(proxy.port, { headers: jsonHeaders, body: '{}' });

    expect(String(reply.body)).toContain('(ECONNREFUSED). Check HTTPS_PROXY and NO_PROXY');
  });
});

describe('an upstream that leads back to Headroom', () => {
  it.each(['127.0.0.1', 'localhost'])('is told on the first round, with the setting that names it: %s', async host => {
    const port = await freePort();
    const proxy = new TestProxy(`http://${host}:${port}`, {});
    await proxy.server.listen(port);
    lab.onStop(() => proxy.server.close(0));

    const reply = await send(port, { headers: jsonHeaders, body: '{}' });
    const upgrade = await sendRaw(
      port,
      `GET /v1/responses HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );

    expect(reply.status).toBe(508);
    expect(String(reply.body)).toContain(
      `the upstream \\"anthropic\\" leads to Headroom itself (port ${port}). Give the provider's own URL with --upstream anthropic=URL`,
    );
    expect(upgrade).toMatch(/^HTTP\/1\.1 508 /);
  });

  it('is not seen in a client whose port is, towards other places, one of ours', async () => {
    const upstream = await lab.upstream((_, response) => response.end());
    const wayOut = new WayOut(directNetwork);
    lab.onStop(() => wayOut.close());
    const given = { method: 'GET', path: '/', headers: ['host', 'here'], maxHeaderSize: maxHeaderBytes };
    const request = wayOut.request(parseUpstream('mine', upstream.url), given).end();
    await once(request, 'response');

    const { remoteAddress, remotePort, localAddress, localPort } = upstream.last.message.socket;
    const arrived = { remoteAddress, remotePort, localAddress, localPort };

    expect(wayOut.isOwn(arrived)).toBe(true);
    expect(wayOut.isOwn({ ...arrived, localPort: 8787 })).toBe(false);
    expect(wayOut.isOwn({ ...arrived, remoteAddress: '::1', localAddress: '::1' })).toBe(false);
  });
});

async function freePort(): Promise<number> {
  const upstream = await lab.upstream((_, response) => response.end());
  const { port } = upstream;
  await upstream.close();
  return port;
}
