import { expect, it } from 'vitest';
import type { ExchangeFacts } from '../../src/engine/analysis/exchangeFacts.ts';
import { Analyst } from '../../src/process/analyst.ts';
import { defaultOptions } from '../../src/shared/options.ts';

function factsOf(id: string, body: string | undefined, more: Partial<ExchangeFacts> = {}): ExchangeFacts {
  return {
    ...{
      id,
      project: 'p',
      client: 'c',
      provider: 'anthropic',
      format: 'anthropic',
      mode: 'audit',
      profile: 'balanced',
    },
    ...{ options: defaultOptions('proxy'), startedAt: 0, path: '/v1/messages', status: 200, streamed: false },
    ...{
      timings: { addedMs: 0, totalMs: 1 },
      requestBytes: 1,
      sentBytes: 1,
      settled: [],
      canRetrieve: false,
      limits: [],
    },
    ...(body !== undefined && { body: Buffer.from(body) }),
    ...more,
  };
}

const first = '{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hello"}]}';
const second = first.replace(']}', ',{"role":"assistant","content":"hi"},{"role":"user","content":"more"}]}');

it('joins the requests of one conversation, and keeps projects apart', async () => {
  const analyst = new Analyst();

  const one = await analyst.analyze(factsOf('e1', first));
  const two = await analyst.analyze(factsOf('e2', second));
  const other = await analyst.analyze(factsOf('e3', second, { project: 'q' }));

  expect(two.detail).toMatchObject({ conversation: one.detail.conversation, parent: 'e1' });
  expect(other.detail.conversation).toBe('e3');
});

it.each([
  ['without a body', undefined],
  ['with a body that is no JSON', '{'],
])('still shows an exchange %s: who, when and what it cost', async (_name, body) => {
  const usage = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

  const { detail } = await new Analyst().analyze(factsOf('e1', body, { usage, model: 'claude-sonnet-4-5' }));

  expect(detail).toMatchObject({ id: 'e1', model: 'claude-sonnet-4-5', blocks: [], cost: { source: 'measured' } });
  expect(detail).not.toHaveProperty('body');
});
