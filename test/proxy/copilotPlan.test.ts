import { afterEach, expect, it } from 'vitest';
import { CopilotPlan } from '../../src/proxy/copilotPlan.ts';
import { Lab } from './proxyLab.ts';

const lab = new Lab();
afterEach(() => lab.stop());

it.each(['individual', 'business', 'enterprise'])('sends requests of a %s plan to its own API host', plan => {
  const upstream = new CopilotPlan().upstreamFor(bearer(`tid=1;exp=9;proxy-ep=proxy.${plan}.githubcopilot.com;chat=1`));

  expect(upstream).toMatchObject({ name: 'copilot', host: `api.${plan}.githubcopilot.com`, secure: true, port: 443 });
});

it("sends requests with GitHub's own token where the client's others went", () => {
  const plan = new CopilotPlan();
  const before = plan.upstreamFor(bearer('gho_abc'));
  const told = plan.upstreamFor(bearer('tid=1;proxy-ep=proxy.business.githubcopilot.com'));

  expect([before, plan.upstreamFor(bearer('gho_abc')), plan.upstreamFor([])]).toEqual([undefined, told, told]);
});

it('keeps one upstream per host, so that connections are shared', () => {
  const plan = new CopilotPlan();
  const token = bearer('tid=1;proxy-ep=proxy.individual.githubcopilot.com');

  expect(plan.upstreamFor(token)).toBe(plan.upstreamFor(token));
});

it.each([
  'tid=1;proxy-ep=proxy.evil.example',
  'tid=1;proxy-ep=evil.githubcopilot.com.example',
  'tid=1;proxy-ep=proxy.individual.githubcopilot.com.evil.example',
  'tid=1;proxy-ep=proxy.a.b.githubcopilot.com',
])('follows no token to a host that is no plan of Copilot: %s', token => {
  expect(new CopilotPlan().upstreamFor(bearer(token))).toBeUndefined();
});

it('is not asked when a person has named the upstream', async () => {
  const upstream = await lab.upstream((_, response) => response.end('mine'));
  const proxy = await lab.proxy(upstream.url);

  const answer = await fetch(`http://127.0.0.1:${proxy.port}/copilot/models`, {
    headers: { authorization: 'Bearer tid=1;proxy-ep=proxy.individual.githubcopilot.com' },
  });

  expect(await answer.text()).toBe('mine');
});

function bearer(token: string): readonly string[] {
  return ['Authorization', `Bearer ${token}`];
}
