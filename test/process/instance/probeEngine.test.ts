import type { ServerResponse } from 'node:http';
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

it.each([
  ['says nothing', () => undefined],
  ['stops in the middle of its answer', response => response.write('{"product":')],
  ['ends the connection unanswered', response => response.destroy()],
] satisfies [string, (response: ServerResponse) => unknown][])('takes for busy whoever %s', async (_name, answer) => {
  const late = await lab.upstream((_, response) => answer(response));

  expect(await probePort(late.port)).toEqual({ kind: 'busy' });
});

it('tells a port that nobody holds', async () => {
  expect(await probePort(1)).toEqual({ kind: 'nobody' });
});
