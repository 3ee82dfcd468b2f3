import { expect, it } from 'vitest';
import { parseEngineFlags } from '../../../src/process/engineFlags.ts';
import { EngineState } from '../../../src/process/engineState.ts';
import { HistoryDoor } from '../../../src/process/history/historyDoor.ts';
import { answerPanelQuery } from '../../../src/process/panel/panelQueries.ts';
import { TextSearch } from '../../../src/process/panel/textSearch.ts';
import type { StoreViews } from '../../../src/store/store.ts';

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
    history: new HistoryDoor({
      store: {
        ...noRows,
        record: () => {},
        flush: async () => {},
        exportConversation: async conversation => ({ conversation, exchanges: [], texts: {} }),
      },
      workerUrl: new URL('../../../src/process/history/historyWorker.ts', import.meta.url),
      folder: '/nowhere',
      options: () => state.explicit,
      running: () => state.live.options,
      tell: () => {},
      now: () => 0,
    }),
    dailyBudgetUsd: 0,
    textSearch: new TextSearch(noRows),
    savings: { measured: () => undefined },
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
  { type: 'import', days: 0 },
  { type: 'trial', source: 'elsewhere', days: 7 },
  { type: 'setOptions', options: { noSuchOption: 1 } },
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

it('clearing is told to every panel, and a search through texts knows nothing any more', async () => {
  const all = parts();
  const done: string[] = [];
  all.state.subscribe(({ type }) => void done.push(type));
  const textSearch = { step: () => Promise.reject(new Error('not asked')), forget: () => void done.push('forgotten') };

  await answerPanelQuery({ type: 'clear' }, { ...all, textSearch, clear: async () => void done.push('store') });

  expect(done).toEqual(['store', 'forgotten', 'cleared']);
});

it.each([
  [{ type: 'overview', since: 42 }, 42],
  [{ type: 'overview' }, new Date(1_800_000_000_000).setHours(0, 0, 0, 0)],
])('the day of %j began at %i', async (query, midnight) => {
  const asked: number[] = [];
  const totals: StoreViews['totals'] = since => {
    asked.push(since);
    return noRows.totals(since);
  };

  await answerPanelQuery(query, { ...parts(), views: { ...noRows, totals }, now: () => 1_800_000_000_000 });

  expect(asked).toEqual([midnight]);
});

it('options that are set act at once, and the answer undoes them', async () => {
  const all = parts();

  const answer = await answerPanelQuery(
    { type: 'setOptions', options: { toolProfiles: { Grep: 'off' }, savingsProfile: 'agent-90' } },
    all,
  );

  expect(all.state.live.options.toolProfiles).toEqual({ Grep: 'off' });
  expect(answer).toMatchObject({ undo: { toolProfiles: null, savingsProfile: 'balanced' } });
  await answerPanelQuery({ type: 'setOptions', options: { toolProfiles: null, savingsProfile: 'balanced' } }, all);
  expect(all.state.live).toMatchObject({ profile: 'balanced', options: { toolProfiles: {} } });
});

it('an option that does not fit changes nothing', async () => {
  const all = parts();

  const asked = answerPanelQuery({ type: 'setOptions', options: { minTokensToCompress: -4 } }, all);

  await expect(asked).rejects.toThrow('minTokensToCompress is -4');
  expect(all.state.explicit).toEqual({});
});

it('nothing is found where no transcripts lie, and no job runs', async () => {
  const all = parts();

  expect(await answerPanelQuery({ type: 'transcripts' }, all)).toEqual({ folder: '/nowhere', sessions: 0, bytes: 0 });
  expect(await answerPanelQuery({ type: 'job' }, all)).toBeNull();
  await expect(answerPanelQuery({ type: 'exportConversation', conversation: 'c' }, all)).rejects.toThrow('no longer');
  await expect(answerPanelQuery({ type: 'openConversation', text: '{}' }, all)).rejects.toThrow('not a conversation');
});
