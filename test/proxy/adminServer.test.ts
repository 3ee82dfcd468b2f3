import { afterEach, describe, expect, it } from 'vitest';
import { isAdminPath } from '../../src/proxy/adminServer.ts';
import { headerOf } from '../../src/proxy/headers.ts';
import { RefusedRequest } from '../../src/proxy/ports.ts';
import { Lab, type Reply, send, testToken } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const authorized = ['authorization', `Bearer ${testToken}`];

async function post(path: string, body: string, admin: Parameters<Lab['proxy']>[1]): Promise<Reply> {
  const proxy = await lab.proxy('http://127.0.0.1:1', admin);
  return send(proxy.port, { path, headers: authorized, body });
}

it.each([
  ['/headroom', true],
  ['/headroom/api/query?x=/v1', true],
  ['/headroom#x', true],
  ['/mri/', true],
  ['/otel/v1/traces', true],
  ['/metrics', true],
  ['/v1/compress', true],
  ['/v1/compress/more', false],
  ['/headroomy', false],
  ['/v1/headroom', false],
  ['/v1/messages?next=/headroom', false],
])('%s is ours: %s', (path, expected) => {
  expect(isAdminPath(path)).toBe(expected);
});

describe('an answer of the API', () => {
  it('may not be kept, guessed at or embedded by anybody', async () => {
    const reply = await post('/headroom/api/query', '{}', {});

    expect(
      ['cache-control', 'x-content-type-options', 'cross-origin-resource-policy', 'referrer-policy'].map(name =>
        headerOf(reply.rawHeaders, name),
      ),
    ).toEqual(['no-store', 'nosniff', 'same-origin', 'no-referrer']);
  });

  it('passes a refusal on with its status, and a mistake of ours as one', async () => {
    const refused = await post('/headroom/api/query', '{}', {
      admin: { query: () => Promise.reject(new RefusedRequest(409, 'Not now.')) },
    });
    const broken = await post('/headroom/api/query', '{}', {
      admin: { query: () => Promise.reject(new Error('oops')) },
    });

    expect([refused.status, String(refused.body)]).toEqual([409, '{"error":{"message":"Not now."}}']);
    expect([broken.status, String(broken.body)]).toEqual([500, '{"error":{"message":"oops"}}']);
  });

  it('says when nothing is kept under a handle', async () => {
    const reply = await post('/headroom/api/retrieve', '{"handle":"abc"}', {});

    expect([reply.status, String(reply.body)]).toEqual([404, '{"error":{"message":"nothing is kept"}}']);
  });

  it.each(['0', '1001', '1.5', 'all', ''])('refuses a limit of %j', async limit => {
    const proxy = await lab.proxy('http://127.0.0.1:1');

    const reply = await send(proxy.port, {
      method: 'GET',
      path: `/headroom/api/metrics?limit=${limit}`,
      headers: authorized,
    });

    expect(reply.status).toBe(400);
  });
});

it('HEAD tells the same as GET, without the body', async () => {
  const proxy = await lab.proxy('http://127.0.0.1:1');

  const reply = await send(proxy.port, { method: 'HEAD', path: '/headroom/health' });

  expect([reply.status, reply.body.length]).toEqual([200, 0]);
});
