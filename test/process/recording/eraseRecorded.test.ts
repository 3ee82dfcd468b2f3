import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { eraseRecorded } from '../../../src/process/recording/eraseRecorded.ts';
import { openAt } from '../../store/storeLab.ts';
import { EngineLab, eventually, query } from '../engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

it('empties memory before the disk, and waits for what is on its way', async () => {
  const order: string[] = [];
  const step = (name: string) => async (): Promise<void> => void order.push(name);

  await eraseRecorded({
    recorder: { flush: step('flush') },
    analysis: { forget: step('forget') },
    savings: { forget: step('forget savings') },
    store: { wipe: step('wipe') },
  });

  expect(order).toEqual(['flush', 'forget', 'forget savings', 'wipe']);
});

it('leaves nothing that a running engine writes back', { timeout: 30_000 }, async () => {
  const home = await lab.home();
  const upstream = await lab.upstream((_request, response) => response.end('{}'));
  const engine = await lab.engine(home, '--upstream', `anthropic=${upstream.url}`);
  const body = JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'remember me' }] });
  await fetch(`http://127.0.0.1:${engine.port}/v1/messages`, { method: 'POST', body });
  await eventually(async () => {
    const page = await query<{ exchanges: readonly unknown[] }>(engine, { type: 'exchanges', limit: 5 });
    return page.exchanges.length > 0 ? page : undefined;
  });

  await query(engine, { type: 'clear' });
  await engine.stop();
  const store = await openAt(join(home, 'headroom.db'));
  const [conversations, summary] = [await store.readState('conversations'), await store.summary()];
  await store.close();

  expect(conversations ?? '[]').toBe('[]');
  expect(summary.totalRequests).toBe(0);
});
