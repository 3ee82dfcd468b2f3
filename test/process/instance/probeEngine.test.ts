import { afterEach, expect, it } from 'vitest';
import { probePort } from '../../../src/process/instance/probeEngine.ts';
import { Lab } from '../../proxy/proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

const health = { product: 'headroom-context-mri', status: 'ok', version: '1', mode: 'audit', pid: 7 };

it.each([
  ['an engine', JSON.stringify(health), { kind: 'engine', health }],
  ['another product', JSON.stringify({ ...health, product: 'x' }), { kind: 'other' }],
  ['a page', '<html>', { kind: 'other' }],
  ['an endless answer', 'x'.repeat(100_000), { kind: 'other' }],
])('tells %s by its answer', async (_name, body, expected) => {
  const upstream = await lab.upstream((_, response) => response.end(body));

  expect(await probePort(upstream.port)).toEqual(expected);
});

it('tells a port that nobody holds, and one that says nothing', { timeout: 10_000 }, async () => {
  const silent = await lab.upstream(() => undefined);

  expect(await probePort(1)).toEqual({ kind: 'nobody' });
  expect(await probePort(silent.port)).toEqual({ kind: 'other' });
});
