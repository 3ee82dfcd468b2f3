import { expect, test } from 'vitest';
import { EngineClient } from '../../../src/extension/engine/engineClient.ts';
import { launchEngine } from '../../../src/extension/engine/engineProcess.ts';
import type { PanelEvent } from '../../../src/shared/panelProtocol.ts';
import { makeFakeHome } from '../fakeHome.ts';

test('queries are answered, events arrive, and the stream ends with the engine', async () => {
  await using fake = await makeFakeHome();
  const { client } = await launchEngine(fake.launchOf('--mode', 'audit'));
  const events: PanelEvent[] = [];
  const listening = client.listen(event => events.push(event), new AbortController().signal);
  await new Promise(resolve => setTimeout(resolve, 100));

  const status = await client.query({ type: 'setMode', mode: 'optimize' });
  await client.shutdown({ after: 'exit' });
  await listening;

  expect(status.mode).toBe('optimize');
  expect(events).toMatchObject([{ type: 'statusChanged', status: { mode: 'optimize' } }, { type: 'statusChanged' }]);
});

test('a refusal carries the words of the engine', async () => {
  await using fake = await makeFakeHome();
  const { client } = await launchEngine(fake.launchOf());

  const refused = client.query({ type: 'exchanges', limit: 1 });

  await expect(refused).rejects.toThrow('The fake cannot answer exchanges.');
  await client.shutdown({ after: 'exit' });
});

test('nothing that answers on a port has no health', async () => {
  expect(await new EngineClient({ port: 1, token: '' }).health()).toBeUndefined();
});
