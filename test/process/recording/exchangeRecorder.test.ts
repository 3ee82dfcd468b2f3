import { expect, it } from 'vitest';
import { parseEngineFlags } from '../../../src/process/engineFlags.ts';
import { EngineState } from '../../../src/process/engineState.ts';
import { Analyst } from '../../../src/process/recording/analyst.ts';
import { ExchangeRecorder } from '../../../src/process/recording/exchangeRecorder.ts';
import type { PanelEvent } from '../../../src/shared/panelProtocol.ts';
import type { Recording } from '../../../src/store/store.ts';
import { FakeBook } from '../../proxy/proxyLab.ts';
import { factsOf, talk } from './exchangeLab.ts';

const facts = factsOf('e1', { body: talk('hello') });

function setUp(analyze: ConstructorParameters<typeof ExchangeRecorder>[1]) {
  const state = new EngineState(parseEngineFlags([]), { version: '1', pid: 1, startedAt: 0 });
  const events: PanelEvent[] = [];
  const kept: Recording[] = [];
  const logs: string[] = [];
  const broke: string[] = [];
  const added: string[] = [];
  state.subscribe(event => events.push(event));
  const book = new FakeBook();
  const store = {
    record: (recording: Recording) => kept.push(recording),
    find: book.find.bind(book),
    commit: book.commit.bind(book),
  };
  return {
    recorder: new ExchangeRecorder(
      {
        store,
        state,
        savings: { add: (_, { id }) => added.push(id) },
        log: line => logs.push(line),
        onCacheBreak: broken => broke.push(broken.id),
      },
      analyze,
    ),
    events,
    kept,
    logs,
    broke,
    added,
    book,
  };
}

it('stores what was analysed and tells the panels, without the details', async () => {
  const analyst = new Analyst();
  const { recorder, events, kept, added } = setUp(told => analyst.analyze(told));

  recorder.started({ id: 'e1', client: 'c', startedAt: 0 });
  recorder.record(facts);
  await recorder.flush();

  expect(kept[0]?.texts.map(({ text }) => text)).toEqual(['hello']);
  expect(events.map(({ type }) => type)).toEqual(['exchangeStarted', 'exchangeRecorded']);
  expect(events[1]).toMatchObject({ exchange: { id: 'e1', title: 'hello' } });
  expect(events[1]).not.toHaveProperty('exchange.blocks');
  expect(added).toEqual(['e1']);
});

it('says so when an analysis fails, and goes on', async () => {
  const { recorder, kept, logs } = setUp(() => Promise.reject(new Error('stuck')));

  recorder.record(facts);
  await recorder.flush();

  expect(kept).toEqual([]);
  expect(logs).toEqual(['exchange e1 was recorded without its blocks: stuck', 'exchange e1 was not recorded: stuck']);
});

it('records what a body that cannot be analysed cost, without its blocks', async () => {
  const analyst = new Analyst();
  const { recorder, kept } = setUp(told =>
    told.body === undefined ? analyst.analyze(told) : Promise.reject(new Error('the worker did not answer in time')),
  );

  recorder.record({
    ...facts,
    model: 'claude-sonnet-4-5',
    usage: { input: 1000, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  });
  await recorder.flush();

  expect(kept[0]?.exchange).toMatchObject({
    id: 'e1',
    blocks: [],
    fault: 'analysing it failed: the worker did not answer in time',
  });
  expect(kept[0]?.exchange.cost?.total).toBeGreaterThan(0);
});

it('tells when an edit of ours broke the cache', async () => {
  const analyst = new Analyst();
  const { recorder, broke } = setUp(async told => {
    const recording = await analyst.analyze(told);
    return { ...recording, distrust: '9 cached tokens were lost' };
  });

  recorder.record(facts);
  await recorder.flush();

  expect(broke).toEqual(['e1']);
});

it('keeps what left unjudged as it was sent, and never overrules a decision', async () => {
  const analyst = new Analyst();
  const { recorder, book } = setUp(async told => ({ ...(await analyst.analyze(told)), unjudged: ['known', 'new'] }));
  const known = {
    identity: 'known',
    outcome: { kind: 'leave', reason: 'no gain' },
    tokensBefore: 9,
    tokensAfter: 9,
  } as const;
  await book.commit('p', [known], []);

  recorder.record({ ...facts, project: 'p' });
  await recorder.flush();

  expect(book.find('p', 'known')).toEqual(known);
  expect(book.find('p', 'new')?.outcome).toMatchObject({ kind: 'leave' });
});
