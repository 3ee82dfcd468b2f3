import { afterEach, expect, it } from 'vitest';
import { toolLoop } from '../proxy/proxyLab.ts';
import { EngineLab } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const log = Array.from({ length: 400 }, (_, i) => `INFO served request ${i} in ${i % 7} ms`).join('\n');
const flags = ['--mode', 'optimize', '--deadline-ms', '20000', '--assume-retrieval'];

it('a tool profile acts on the requests of its project only, however the client names it', async () => {
  const upstream = await lab.upstream((_, response) => response.end('{}'));
  const profiles = JSON.stringify({ 'web-shop: npm test': 'off', 'npm test': { maxLines: 6 } });
  const routes = ['--tool-profiles', profiles, '--upstream', `anthropic=${upstream.url}`];
  const engine = await lab.engine(await lab.home(), ...flags, ...routes);
  const sentFrom = async (path: string, headers: Readonly<Record<string, string>>): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${engine.port}${path}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', ...headers },
      body: toolLoop(log),
    });
    await response.text();
    return JSON.parse(upstream.last.body.toString()).messages[2].content[0].content;
  };

  const byHeader = await sentFrom('', { 'x-headroom-project': 'web-shop' });
  const byPath = await sentFrom('/w/web-shop', {});
  const elsewhere = await sentFrom('/w/api', {});

  expect(byHeader).toBe(log);
  expect(byPath).toBe(log);
  expect(elsewhere).toMatch(/^\[headroom: 394 of 400 lines omitted \(limits of a tool profile\); get: \w{10}\]\n/);
});
