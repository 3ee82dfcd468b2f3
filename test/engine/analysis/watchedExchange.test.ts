import { expect, it } from 'vitest';
import { type WatchedCall, watchedExchange } from '../../../src/engine/analysis/watchedExchange.ts';

const call: WatchedCall = {
  ...{ id: 'a1', client: 'GitHub Copilot', provider: 'copilot', model: 'claude-sonnet-4.6' },
  ...{ startedAt: 1_000, totalMs: 900, conversation: 'c', purpose: 'panel/editAgent' },
  usage: { input: 100, output: 50, cacheRead: 9_000, cacheWrite5m: 900, cacheWrite1h: 0 },
};
const running = { mode: 'optimize', profile: 'balanced' } as const;

it('has exact tokens and their price, and says that nobody saw its content', () => {
  const exchange = watchedExchange(call, running);

  expect(exchange).toMatchObject({
    ...{ watchedBy: 'telemetry', tokensBefore: 10_000, tokensAfter: 10_000, errorBand: 0, title: 'panel/editAgent' },
    cost: { source: 'measured' },
    verdict: expect.stringContaining('content was not seen'),
  });
  expect(exchange.cost?.total).toBeGreaterThan(0);
  expect(exchange.saved).toBeUndefined();
});

it("belongs to the conversation that the client names, which is none of the proxy's", () => {
  const other = watchedExchange({ ...call, id: 'a2' }, running);

  expect(watchedExchange(call, running).conversation).toBe(other.conversation);
  expect(other.conversation).toBe('watched-c');
});

it('says what the client tells of a failure', () => {
  const exchange = watchedExchange({ ...call, errorType: 'rateLimited', usage: undefined }, running);

  expect(exchange).toMatchObject({ status: 500, fault: 'the client tells of an error: rateLimited', tokensBefore: 0 });
});
