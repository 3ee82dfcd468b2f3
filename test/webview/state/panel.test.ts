import { describe, expect, test } from 'vitest';
import { type Panel, startPanel } from '../../../webview/state/panel.ts';
import { startOfDay } from '../../../webview/text/format.ts';
import { workingDay } from '../fixtures.ts';
import { FakeHost } from './fakeHost.ts';

const { exchanges } = workingDay();

/** A panel that has read everything; its views are what it last drew. */
async function opened(): Promise<{ host: FakeHost; panel: () => Panel }> {
  const host = new FakeHost(exchanges);
  let drawn: Panel | undefined;
  const panel = (): Panel => {
    if (drawn === undefined) throw new Error('Nothing was drawn.');
    return drawn;
  };
  startPanel(host, next => {
    drawn = next;
  });
  await expect.poll(() => panel().state.history).toBe('complete');
  return { host, panel };
}

/** Arranges, and waits until the answer is there. */
async function simulating(source: 'exchange' | 'conversation') {
  const { host, panel } = await opened();
  panel().arrange({
    ...{ lens: 'simulate', conversation: 'flaky' },
    simulation: { ...panel().state.arrangement.simulation, source },
  });
  const shown = () => (source === 'exchange' ? panel().state.simulation : panel().state.conversationTrial)?.kind;
  await expect.poll(shown).toBe('ready');
  return { host, panel, asked: () => host.count(source === 'exchange' ? 'simulate' : 'conversationTrial') };
}

describe('what Simulate shows as my settings', () => {
  test.each(['exchange', 'conversation'] as const)('follows a change of options: %s', async source => {
    const { host, asked } = await simulating(source);
    const before = asked();

    host.overview = { ...host.overview, options: { protectRecent: 9 } };
    host.tell({ type: 'statusChanged', status: host.overview.status });

    await expect.poll(asked).toBeGreaterThan(before);
  });

  test.each(['exchange', 'conversation'] as const)('follows a change of the profile elsewhere: %s', async source => {
    const { host, panel, asked } = await simulating(source);
    const { simulation } = panel().state.arrangement;
    panel().arrange({ simulation: { ...simulation, profile: 'lossless' } });
    await expect.poll(() => host.asked.some(query => JSON.stringify(query).includes('lossless'))).toBe(true);
    const before = asked();

    host.overview = { ...host.overview, status: { ...host.overview.status, profile: 'agent-90' } };
    host.tell({ type: 'statusChanged', status: host.overview.status });

    await expect.poll(asked).toBeGreaterThan(before);
  });

  test('takes in a new request of the conversation', async () => {
    const { host, asked } = await simulating('conversation');
    const [newest] = exchanges.filter(({ conversation }) => conversation === 'flaky');
    if (newest === undefined) throw new Error('The conversation is empty.');
    const before = asked();

    const next = { ...newest, id: 'next', startedAt: newest.startedAt + 1000 };
    host.exchanges = [next, ...exchanges];
    host.tell({ type: 'exchangeRecorded', exchange: next });

    await expect.poll(asked).toBeGreaterThan(before);
  });

  test('is asked for again after it failed, as soon as the engine is there again', async () => {
    const { host, panel } = await opened();
    host.failure = 'fetch failed';
    panel().arrange({ lens: 'simulate' });
    await expect.poll(() => panel().state.simulation?.kind).toBe('failed');

    host.failure = undefined;
    host.link();

    await expect.poll(() => panel().state.simulation?.kind).toBe('ready');
  });
});

describe('after everything was cleared', () => {
  test('nothing of it is shown any more, and the path leads nowhere', async () => {
    const { host, panel } = await opened();
    panel().arrange({ conversation: 'flaky', request: 'flaky-35', period: 'today' });
    await expect.poll(() => panel().state.details.size).toBe(1);

    host.exchanges = [];
    host.tell({ type: 'cleared' });

    await expect.poll(() => panel().state.exchanges).toEqual([]);
    expect(panel().state.details.size).toBe(0);
    expect(panel().state.arrangement).toMatchObject({ request: undefined, period: 'today' });
    await expect.poll(() => panel().state.history).toBe('complete');
  });

  test('a panel that heard nothing of it shows nothing once it is linked again', async () => {
    const { host, panel } = await opened();

    host.exchanges = [];
    host.link();

    await expect.poll(() => panel().state.exchanges).toEqual([]);
  });
});

test('what is opened is loaded, even where the arrangement cannot be kept', async () => {
  const { host, panel } = await opened();
  host.isFull = true;

  expect(() => panel().arrange({ conversation: 'flaky', request: 'flaky-35' })).toThrow('quota');

  await expect.poll(() => panel().state.details.get('flaky-35')?.kind).toBe('ready');
});

test('the figures of today begin where the day of the person began', async () => {
  const { host } = await opened();

  expect(host.asked).toContainEqual({ type: 'overview', since: startOfDay(Date.now()) });
});
