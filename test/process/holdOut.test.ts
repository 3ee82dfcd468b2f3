import { afterEach, expect, it } from 'vitest';
import type { Overview } from '../../src/shared/panelProtocol.ts';
import type { MeasuredSaving } from '../../src/shared/records.ts';
import { records } from '../engine/analysis/analysisLab.ts';
import { ask, EngineLab, eventually, query } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

it('a running engine measures what it saves against the conversations that it holds out', {
  timeout: 60_000,
}, async () => {
  const upstream = await lab.upstream(({ body }, response) => {
    const usage = { input_tokens: Math.round(body.length / 4), output_tokens: 5 };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ type: 'message', model: 'claude-sonnet-4-5', content: [], usage }));
  });
  const flags = ['--mode', 'optimize', '--assume-retrieval', '--hold-out-share', '0.5'];
  const engine = await lab.engine(await lab.home(), '--upstream', `anthropic=${upstream.url}`, ...flags);

  for (let i = 0; i < 30; i++) {
    const messages = [
      { role: 'user', content: `Task ${i}: list the rows.` },
      { role: 'assistant', content: [{ type: 'tool_use', id: `t${i}`, name: 'Bash', input: { command: 'list' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${i}`, content: records }] },
    ];
    await fetch(`http://127.0.0.1:${engine.port}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 10, messages }),
    }).then(response => response.text());
  }
  const { measuredSaving } = await eventually(async () => {
    const overview = await query<Overview>(engine, { type: 'overview' });
    const { treated = 0, untouched = 0 } = overview.measuredSaving ?? {};
    return treated + untouched === 30 ? overview : undefined;
  });
  const stats: { measuredSaving: MeasuredSaving } = JSON.parse(await (await ask(engine, '/headroom/api/stats')).text());
  const page = await query<{ exchanges: readonly { verdict: string }[] }>(engine, { type: 'exchanges', limit: 50 });

  expect(stats.measuredSaving).toEqual(measuredSaving);
  expect(measuredSaving?.share).toBeGreaterThan(0.3);
  expect(measuredSaving?.low).toBeLessThanOrEqual(measuredSaving?.share ?? 0);
  expect(page.exchanges.filter(({ verdict }) => verdict.startsWith('Held out')).length).toBe(measuredSaving?.untouched);
});
