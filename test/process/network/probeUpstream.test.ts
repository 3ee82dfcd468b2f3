import { afterEach, expect, it } from 'vitest';
import { probeUpstream } from '../../../src/process/network/probeUpstream.ts';
import { parseUpstream } from '../../../src/proxy/upstreams.ts';
import { directNetwork } from '../../../src/proxy/wayOut.ts';
import { Lab } from '../../proxy/proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

it('takes any answer, and sends no key', async () => {
  const upstream = await lab.upstream((_, response) => response.writeHead(404).end());

  const answer = await probeUpstream(parseUpstream('mine', `${upstream.url}/base`), directNetwork);

  expect(answer).toEqual({ kind: 'answers', status: 404 });
  expect(upstream.seen.map(({ method, url, rawHeaders }) => [method, url, rawHeaders.join(' ')])).toEqual([
    ['HEAD', '/base/', expect.not.stringMatching(/authorization|x-api-key/i)],
  ]);
});

it('says why there is none', async () => {
  const answer = await probeUpstream(parseUpstream('mine', 'http://127.0.0.1:1'), directNetwork);

  expect(answer).toMatchObject({ kind: 'silent', reason: expect.stringContaining('cannot reach the upstream "mine"') });
});
