import { expect, it } from 'vitest';
import { Analyst } from '../../../src/process/recording/analyst.ts';
import { factsOf, talk } from './exchangeLab.ts';

const first = talk('hello');
const second = talk('hello', 'hi', 'more');

it('joins the requests of one conversation, and keeps projects apart', async () => {
  const analyst = new Analyst();

  const one = await analyst.analyze(factsOf('e1', { body: first }));
  const two = await analyst.analyze(factsOf('e2', { body: second }));
  const other = await analyst.analyze(factsOf('e3', { body: second, project: 'q' }));

  expect(two.detail).toMatchObject({ conversation: one.detail.conversation, parent: 'e1' });
  expect(other.detail.conversation).toBe('e3');
});

it.each([
  ['without a body', undefined],
  ['with a body that is no JSON', '{'],
])('still shows an exchange %s: who, when and what it cost', async (_name, body) => {
  const usage = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

  const { detail } = await new Analyst().analyze(
    factsOf('e1', { usage, model: 'claude-sonnet-4-5', ...(body !== undefined && { body: Buffer.from(body) }) }),
  );

  expect(detail).toMatchObject({ id: 'e1', model: 'claude-sonnet-4-5', blocks: [], cost: { source: 'measured' } });
  expect(detail).not.toHaveProperty('body');
});
