import { expect, it } from 'vitest';
import { AnalysisLab, ask, records, round } from './analysisLab.ts';

const rows = round('t1', 'Bash', { command: 'rows' }, records);
const usage = { input: 0, output: 10, cacheRead: 0, cacheWrite5m: 8000, cacheWrite1h: 0 };

it('a cost is measured with usage and estimated without', async () => {
  const measured = await new AnalysisLab().send([ask], { usage });
  const estimated = await new AnalysisLab().send([ask]);

  expect(measured.detail.cost?.source).toBe('measured');
  expect(measured.detail.cost?.cacheWrite).toBeCloseTo(8000 * 3.75e-6, 8);
  expect(estimated.detail.cost?.source).toBe('estimated');
});

it('without known prices nothing is called free', async () => {
  const body = Buffer.from(JSON.stringify({ model: 'somebody-elses-model', messages: [ask, ...rows] }));

  const { detail } = await new AnalysisLab().send([], { body, usage });

  expect(detail.cost).toBeUndefined();
});

it('a refused request costs and saves nothing, unless the provider tells of its usage', async () => {
  const refused = await new AnalysisLab().send([ask, ...rows], { status: 529 });
  const billed = await new AnalysisLab().send([ask, ...rows], { status: 529, usage });

  expect(refused.detail.cost).toMatchObject({ total: 0, source: 'estimated' });
  expect([refused.detail.saved, refused.detail.couldSave]).toEqual([undefined, undefined]);
  expect(billed.detail.cost?.total).toBeGreaterThan(0);
});

it('a request that only fetches back costs more than it saves', async () => {
  const fetched = round('t2', 'mcp__headroom__headroom_retrieve', { handle: 'abcdefghij' }, records);
  const lab = new AnalysisLab();
  await lab.send([ask, ...rows], { usage });

  const { detail } = await lab.send([ask, ...rows, ...fetched], {
    usage: { ...usage, cacheRead: 8000, cacheWrite5m: 5000 },
  });

  expect(detail.saved?.usd).toBeCloseTo(-(detail.cost?.total ?? 0), 8);
  expect(detail.waste.some(({ category }) => category === 'retrieval')).toBe(true);
});
