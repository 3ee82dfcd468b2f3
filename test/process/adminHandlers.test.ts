import { afterEach, describe, expect, it } from 'vitest';
import type { StoreSummary } from '../../src/store/store.ts';
import { ask, EngineLab } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

describe('the API of a whole engine', { timeout: 30_000 }, () => {
  it('tells health, statistics and the newest exchanges of an empty store', async () => {
    const engine = await lab.engine(await lab.home());

    const health = await ask(engine, '/headroom/health');
    const stats: StoreSummary = JSON.parse(await (await ask(engine, '/headroom/api/stats')).text());
    const metrics = await ask(engine, '/headroom/api/metrics?limit=5');

    expect(await health.json()).toMatchObject({ status: 'ok', mode: 'audit', version: '1.2.3' });
    expect(stats).toMatchObject({ totalRequests: 0, decisions: 0 });
    expect(await metrics.json()).toEqual([]);
  });

  it('says what is gone: an exchange to simulate, an original, a file of the page', async () => {
    const engine = await lab.engine(await lab.home());
    const simulate = { type: 'simulate', subject: { kind: 'exchange', id: 'gone' }, options: {} };

    const replies = [
      await ask(engine, '/headroom/api/query', simulate),
      await ask(engine, '/headroom/api/retrieve', { handle: 'abcdefghjk' }),
      await ask(engine, '/mri/nothing.js'),
    ];

    expect(replies.map(reply => reply.status)).toEqual([404, 404, 404]);
    expect(await replies[0]?.json()).toEqual({ error: { message: 'This exchange is no longer in the store.' } });
  });

  it('stopping leaves a relay, exiting ends the engine', async () => {
    const engine = await lab.engine(await lab.home());

    await ask(engine, '/headroom/api/shutdown', { after: 'relay' });
    expect(await (await ask(engine, '/headroom/health')).json()).toMatchObject({ status: 'relay' });

    await ask(engine, '/headroom/api/shutdown', { after: 'exit' });
    await engine.exitAsked;
  });
});
