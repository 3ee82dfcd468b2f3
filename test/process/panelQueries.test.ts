import { expect, it } from 'vitest';
import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { EngineState } from '../../src/process/engineState.ts';
import { answerPanelQuery } from '../../src/process/panelQueries.ts';
import type { StoreViews } from '../../src/store/store.ts';

const noRows: StoreViews = {
  exchanges: async () => ({ exchanges: [] }),
  exchange: async () => undefined,
  block: async () => undefined,
  texts: async () => new Map(),
  totals: async () => ({
    clients: [],
    today: { tokensSaved: 0, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0 },
    limits: [],
    exchanges: 0,
    retrievals: { count: 0, tokens: 0 },
  }),
  summary: () => Promise.reject(new Error('not asked')),
  metrics: async () => [],
};

function parts() {
  const state = new EngineState(parseEngineFlags([]), { version: '1', pid: 1, startedAt: 0 });
  return {
    state,
    views: noRows,
    now: () => 0,
    clear: async () => {},
    simulate: () => Promise.reject(new Error('not asked')),
  };
}

it.each([
  undefined,
  [],
  {},
  { type: 'drop' },
  { type: 'exchange' },
  { type: 'exchanges', limit: 0 },
  { type: 'exchanges', limit: 1e9 },
  { type: 'block', exchange: 'a', position: -1 },
  { type: 'setMode', mode: 'fast' },
  { type: 'simulate', subject: { kind: 'file', path: '/etc/passwd' }, options: {} },
])('%j is no query', async input => {
  await expect(answerPanelQuery(input, parts())).rejects.toThrow('This is not a query of the panel');
});

it('what is gone is said to be gone', async () => {
  await expect(answerPanelQuery({ type: 'exchange', id: 'x' }, parts())).rejects.toThrow('no longer in the store');
  await expect(answerPanelQuery({ type: 'block', exchange: 'x', position: 0 }, parts())).rejects.toThrow('no longer');
});

it('the overview says where clients must point', async () => {
  const { state, ...rest } = parts();
  state.listenOn(4141);

  expect(await answerPanelQuery({ type: 'overview' }, { state, ...rest })).toMatchObject({
    baseUrl: 'http://127.0.0.1:4141',
    status: { mode: 'audit' },
  });
});

it('a pause relays unread and says until when; clearing asks the store', async () => {
  const asked: string[] = [];
  const all = { ...parts(), clear: async () => void asked.push('clear') };

  const paused = await answerPanelQuery({ type: 'pause', forMs: 600_000 }, all);
  const resumed = await answerPanelQuery({ type: 'setMode', mode: 'audit' }, all);
  await answerPanelQuery({ type: 'clear' }, all);

  expect(paused).toMatchObject({ mode: 'off', pausedUntil: 600_000 });
  expect(resumed).not.toHaveProperty('pausedUntil');
  expect(asked).toEqual(['clear']);
});
