import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareConversation } from '../../../src/process/history/compareConversation.ts';
import { HistoryJobs, JobRunningError } from '../../../src/process/history/historyJobs.ts';
import { HistoryThread } from '../../../src/process/history/historyThread.ts';
import { readRecorded } from '../../../src/process/history/readRecorded.ts';
import type { HistoryJob } from '../../../src/shared/history.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import type { ExchangeDetail } from '../../../src/shared/records.ts';
import { exchangeLines, projectsFolder } from '../../importing/claudeCode/transcripts.ts';
import { recordingOf } from '../../store/storeLab.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

const workerUrl = new URL('../../../src/process/history/historyWorker.ts', import.meta.url);

/** Exchanges in memory, newest first. */
function storeWith(exchanges: readonly ExchangeDetail[]) {
  const recorded: string[] = [];
  return {
    recorded,
    record: ({ exchange }: { exchange: ExchangeDetail }) => void recorded.push(exchange.id),
    flush: async () => {},
    exchanges: async ({ conversation }: { conversation?: string }) => ({
      exchanges: exchanges.filter(each => conversation === undefined || each.conversation === conversation),
    }),
    exchange: async (id: string) => exchanges.find(each => each.id === id),
    texts: async () => new Map<string, string>(),
  };
}

function jobsOver(folder: string, exchanges: readonly ExchangeDetail[] = [], worker = workerUrl) {
  const told: HistoryJob[] = [];
  const store = storeWith(exchanges);
  const jobs = new HistoryJobs({
    ...{ store, workerUrl: worker, folder, options: () => ({}), now: Date.now },
    tell: job => void told.push(job),
  });
  return { jobs, told, store };
}

describe('jobs on past conversations', () => {
  it('tell their progress and end once', async () => {
    const { jobs, told, store } = jobsOver(projectsFolder);

    jobs.startImport(99_999);
    await jobs.settled();

    expect(store.recorded).toHaveLength(13);
    expect(told.at(-1)).toMatchObject({ state: 'done', requests: 13, conversations: { done: 1, all: 1 } });
    expect(told.filter(({ state }) => state !== 'running')).toHaveLength(1);
  });

  it('run one at a time, and what is cancelled stays cancelled', async () => {
    const { jobs, told } = jobsOver(projectsFolder);
    jobs.startTrial('transcripts', 99_999);

    expect(() => jobs.startImport(7)).toThrow(JobRunningError);
    const cancelled = await jobs.cancel();
    await jobs.settled();

    expect(cancelled?.state).toBe('cancelled');
    expect(told.at(-1)?.state).toBe('cancelled');
    expect(jobs.current?.state).toBe('cancelled');
  });

  it('are done at once where there is nothing', async () => {
    const { jobs } = jobsOver('/nowhere');

    jobs.startImport(7);
    await jobs.settled();

    expect(jobs.current).toMatchObject({ state: 'done', conversations: { done: 0, all: 0 } });
    expect(await jobs.found()).toEqual({ folder: '/nowhere', sessions: 0, bytes: 0 });
  });
});

/** A thread that breaks off at the session `broken`, whatever it is asked about it. */
const breakingWorker = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let isBroken = false;
    parentPort.on('message', ({ id, request }) => {
      if (request.kind === 'openSession') isBroken = request.files[0].session === 'broken';
      if (isBroken) return parentPort.postMessage({ id, kind: 'failed', message: 'broken' });
      const response = request.kind === 'openSession'
        ? { kind: 'opened', requests: 1, unreadLines: 2, unreadFiles: 1 }
        : { kind: 'imported', recordings: [], isEnd: true };
      parentPort.postMessage({ id, kind: 'answered', response });
    });
  `)}`,
);

describe('a job over sessions of which some cannot be read', () => {
  it('reads the others, and counts what it could not read', async () => {
    const folder = temporaryFolder();
    for (const name of ['one', 'broken', 'two']) writeFileSync(join(folder, `${name}.jsonl`), '{}');
    const { jobs } = jobsOver(folder, [], breakingWorker);

    jobs.startImport(7);
    await jobs.settled();

    expect(jobs.current).toMatchObject({
      ...{ state: 'done', conversations: { done: 3, all: 3 } },
      ...{ unreadLines: 4, unreadFiles: 3 },
    });
  });
});

describe('the last days of a session that began before', () => {
  const folder = temporaryFolder();
  const [long, now] = [new Date(Date.now() - 90 * 86_400_000), new Date()];
  writeFileSync(
    join(folder, 'session.jsonl'),
    exchangeLines('old', long.toISOString()) +
      exchangeLines('new', now.toISOString(), 'old-answer') +
      exchangeLines('undated', undefined, 'new-answer'),
  );

  it('are imported without what is older', async () => {
    const { jobs, store } = jobsOver(folder);

    jobs.startImport(7);
    await jobs.settled();

    expect(store.recorded).toEqual(['transcript-new-answer', 'transcript-undated-answer']);
    expect(jobs.current).toMatchObject({ state: 'done', requests: 2 });
  });

  it('are tried without the figures of what is older, and a request without a time says nothing about when', async () => {
    const { jobs } = jobsOver(folder);

    jobs.startTrial('transcripts', 7);
    await jobs.settled();

    const result = jobs.current?.result;
    expect(result).toMatchObject({ conversations: 1, requests: 2, from: now.getTime(), to: now.getTime() });
    expect(result?.rows.map(({ tokens }) => tokens)).toEqual([2000, 2000, 2000, 2000]);
  });
});

describe('recorded conversations', () => {
  const of = (id: string, more: Partial<ExchangeDetail>) =>
    recordingOf(id, ['x'], { tokensBefore: 9, ...more }).exchange;

  it('are what went through the proxy and was answered, each oldest first', async () => {
    const exchanges = [
      of('c', { conversation: 'one', startedAt: 30 }),
      of('imported', { conversation: 'two', startedAt: 25, origin: 'transcript' }),
      of('refused', { conversation: 'one', startedAt: 20, status: 529 }),
      of('a', { conversation: 'one', startedAt: 10 }),
    ];

    expect(await readRecorded(storeWith(exchanges), 0)).toEqual([['a', 'c']]);
    expect(await readRecorded(storeWith(exchanges), 15)).toEqual([['c']]);
  });

  it('are compared without those that are gone', async () => {
    const exchanges = [of('b', { conversation: 'one', startedAt: 2 }), of('a', { conversation: 'one', startedAt: 1 })];
    const store = { ...storeWith(exchanges), exchange: async (id: string) => (id === 'a' ? exchanges[1] : undefined) };
    const options = parseOptions({}, 'proxy');
    const thread = new HistoryThread(workerUrl);

    const trial = await compareConversation({ conversation: 'one', mine: options, candidate: options }, store, thread);
    await thread.close();

    expect(trial.steps.map(({ exchange }) => exchange)).toEqual(['a']);
    expect(trial.missing).toBe(1);
  });
});
