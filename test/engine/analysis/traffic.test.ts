import { expect, it } from 'vitest';
import { AnalysisLab, ask, round } from './analysisLab.ts';

const usage = { input: 0, output: 10, cacheRead: 0, cacheWrite5m: 7000, cacheWrite1h: 0 };

it('holds after an exchange what the provider said it read and wrote', async () => {
  const { sent } = await new AnalysisLab().send([ask], { usage: { ...usage, cacheRead: 500 } });

  expect(sent).toMatchObject({ cachedTokens: 7500, sentAt: 1_000_000, cachedAt: 1_000_500, isEdited: false });
});

it('does not learn from a report about something else than what it saw', async () => {
  const { lesson } = await new AnalysisLab().send([ask], { usage: { ...usage, cacheRead: 900_000 } });

  expect(lesson).toBeUndefined();
});

it('does not learn from requests with documents', async () => {
  const source = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' };
  const withDocument = { role: 'user', content: [{ type: 'document', source }] } as const;

  expect((await new AnalysisLab().send([ask, withDocument], { usage })).lesson).toBeUndefined();
  expect((await new AnalysisLab().send([ask, ...round('t1', 'Bash', {}, 'x')], { usage })).lesson).toBeDefined();
});
