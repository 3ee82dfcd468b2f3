import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationTrial, HistoryJob, TranscriptsFound } from '../../../src/shared/history.ts';
import type { ExchangePage, Overview } from '../../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../../src/shared/records.ts';
import { projectsFolder } from '../../importing/claudeCode/transcripts.ts';
import { ask, EngineLab, eventually, query } from '../engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

/** Long enough ago for the captured session to lie within. */
const days = 36_000;

async function engine() {
  return lab.engineIn({ CLAUDE_CONFIG_DIR: projectsFolder.replace(/\/projects$/, '') }, await lab.home());
}

type Engine = Awaited<ReturnType<typeof engine>>;

function ended(running: Engine): Promise<HistoryJob> {
  return eventually(async () => {
    const job = await query<HistoryJob | null>(running, { type: 'job' });
    return job !== null && job.state !== 'running' ? job : undefined;
  });
}

async function imported(running: Engine): Promise<ExchangePage> {
  await query(running, { type: 'import', days });
  expect(await ended(running)).toMatchObject({ state: 'done', requests: 13 });
  return query<ExchangePage>(running, { type: 'exchanges', limit: 100 });
}

describe('transcripts', () => {
  it('are found without being read, and nothing is recorded of them', async () => {
    const running = await engine();

    const found = await query<TranscriptsFound>(running, { type: 'transcripts' });

    expect(found.sessions).toBe(1);
    expect(found.bytes).toBeGreaterThan(100_000);
    expect((await query<Overview>(running, { type: 'overview' })).exchanges).toBe(0);
  });

  it('become conversations with sub-agents, composition, waste and cost, apart from today', async () => {
    const running = await engine();

    const { exchanges } = await imported(running);

    expect(exchanges).toHaveLength(13);
    expect(new Set(exchanges.map(({ origin }) => origin))).toEqual(new Set(['transcript']));
    expect(new Set(exchanges.map(({ project }) => project))).toEqual(new Set(['billing-api']));
    expect(exchanges.filter(({ branch }) => branch === 'Count the orders')).toHaveLength(4);
    expect(exchanges.every(({ cost }) => cost?.source === 'measured')).toBe(true);
    const detail = await query<ExchangeDetail>(running, { type: 'exchange', id: exchanges[0]?.id });
    expect(detail.blocks.some(({ kind }) => kind === 'toolDefinition')).toBe(true);
    const overview = await query<Overview>(running, { type: 'overview' });
    expect(overview).toMatchObject({ exchanges: 0, clients: [], today: { couldHaveSavedUsd: 0 } });
  });

  it('are the same exchanges when they are imported again', async () => {
    const running = await engine();

    const first = await imported(running);
    const second = await imported(running);

    expect(second.exchanges.map(({ id }) => id)).toEqual(first.exchanges.map(({ id }) => id));
  });
});

describe('a trial', () => {
  it('prices every profile over the transcripts against sending them as they came', async () => {
    const running = await engine();

    await query(running, { type: 'trial', source: 'transcripts', days });
    const { state, result } = await ended(running);

    expect(state).toBe('done');
    expect(result).toMatchObject({ conversations: 1, requests: 13, messagesOnly: 0 });
    expect(result?.rows.map(({ setting }) => setting)).toEqual(['audit', 'lossless', 'balanced', 'agent-90']);
    const [audit, , balanced] = result?.rows ?? [];
    expect(balanced?.tokens).toBeLessThan(audit?.tokens ?? 0);
    expect(result?.rows.map(({ breaks }) => breaks)).toEqual([0, 0, 0, 0]);
    expect(audit?.usd).toBeGreaterThan(0);
    expect(result?.paidUsd).toBeGreaterThan(0);
  });

  it('can be cancelled, and another one begins only after it', async () => {
    const running = await engine();
    await query(running, { type: 'trial', source: 'transcripts', days });

    const second = await ask(running, '/headroom/api/query', { type: 'import', days });
    const cancelled = await query<HistoryJob>(running, { type: 'cancelJob' });

    expect(second.status).toBe(409);
    expect(cancelled.state).toBe('cancelled');
    expect((await query<HistoryJob>(running, { type: 'import', days })).state).toBe('running');
    await ended(running);
  });
});

it('a conversation is compared turn by turn under the running and other options', async () => {
  const running = await engine();
  const { exchanges } = await imported(running);
  const conversation = exchanges[0]?.conversation;

  const trial = await query<ConversationTrial>(running, {
    type: 'conversationTrial',
    conversation,
    options: { minTokensToCompress: 100_000 },
  });

  expect(trial.steps.map(({ exchange }) => exchange)).toEqual(
    exchanges
      .filter(each => each.conversation === conversation)
      .map(({ id }) => id)
      .toReversed(),
  );
  expect(trial.missing).toBe(0);
  const last = trial.steps.at(-1);
  expect(last?.candidate.tokens).toBeCloseTo(last?.untouched.tokens ?? 0);
  expect(trial.steps.some(({ mine, untouched }) => mine.tokens < untouched.tokens)).toBe(true);
});

it('a conversation leaves as a file without a word of it, and another panel opens it', async () => {
  const [mine, theirs] = [await engine(), await lab.engine(await lab.home())];
  const { exchanges } = await imported(mine);
  const conversation = exchanges[0]?.conversation;

  const { text } = await query<{ text: string }>(mine, { type: 'exportConversation', conversation });
  const opened = await query<{ conversation: string }>(theirs, { type: 'openConversation', text });

  for (const word of ['customer', 'billing-api', 'failed?', 'orders.mjs', '/home/ada', 'Count the orders']) {
    expect(text).not.toContain(word);
  }
  const there = await query<ExchangePage>(theirs, { type: 'exchanges', limit: 50, conversation: opened.conversation });
  const here = exchanges.filter(each => each.conversation === conversation);
  const figures = (page: ExchangePage['exchanges']) =>
    page.map(({ tokensBefore, tokensAfter, wasteTokens, cost, usage, model }) => ({
      ...{ tokensBefore, tokensAfter, wasteTokens, cost, usage, model },
    }));
  expect(figures(there.exchanges)).toEqual(figures(here));
  expect(there.exchanges.every(({ origin }) => origin === 'file')).toBe(true);
  expect((await query<Overview>(theirs, { type: 'overview' })).exchanges).toBe(0);
});
