import { expect, it } from 'vitest';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { SavingKeeper } from '../../../src/process/recording/savingKeeper.ts';
import type { Cost, ExchangeSummary } from '../../../src/shared/records.ts';
import { plainFacts } from '../../engine/analysis/analysisLab.ts';
import { recordingOf } from '../../store/storeLab.ts';

class FakeStateStore {
  json: string | undefined;
  readState = async (): Promise<string | undefined> => this.json;
  writeState = async (_name: string, json: string): Promise<void> => {
    this.json = json;
  };
}

type Group = 'treated' | 'untouched';

function exchange(unit: string, group: Group | undefined, usd: number, source: Cost['source'] = 'measured') {
  const facts: ExchangeFacts = { ...plainFacts, ...(group !== undefined && { holdOut: { unit, group } }) };
  const cost: Cost = { source, input: usd, output: 0, cacheRead: 0, cacheWrite: 0, total: usd };
  const summary: ExchangeSummary = { ...recordingOf(unit, []).exchange, cost, tokensBefore: 1000 };
  return [facts, summary] as const;
}

async function measured(store = new FakeStateStore()) {
  const keeper = await SavingKeeper.open(store, () => {});
  for (let i = 0; i < 5; i++) {
    keeper.add(...exchange(`t${i}`, 'treated', 1));
    keeper.add(...exchange(`u${i}`, 'untouched', 2));
  }
  return { keeper, store };
}

it('measures what conversations cost per token against those that were held out', async () => {
  const { keeper } = await measured();

  expect(keeper.measured()).toEqual({ share: 0.5, low: 0.5, high: 0.5, treated: 5, untouched: 5 });
});

it('adds up the exchanges of a conversation, and leaves out what nobody reported, drew, or drew otherwise before', async () => {
  const { keeper } = await measured();
  keeper.add(...exchange('t0', 'treated', 1));
  keeper.add(...exchange('t0', 'untouched', 900));
  keeper.add(...exchange('x', undefined, 900));
  keeper.add(...exchange('t1', 'treated', 900, 'estimated'));

  expect(keeper.measured()).toMatchObject({ share: 0.5, treated: 5 });
});

it('goes on after a restart, and forgets with the store', async () => {
  const { keeper, store } = await measured();
  await keeper.flush();

  const next = await SavingKeeper.open(store, () => {});
  expect(next.measured()).toEqual(keeper.measured());
  await next.forget();
  expect(next.measured()).toBeUndefined();
});

it('begins anew when what was written cannot be read', async () => {
  const store = new FakeStateStore();
  store.json = '{"other":1}';

  expect((await SavingKeeper.open(store, () => {})).measured()).toBeUndefined();
});
