import { describe, expect, it } from 'vitest';
import { findTranscripts } from '../../../src/importing/claudeCode/findTranscripts.ts';
import { HistoryDesk } from '../../../src/process/history/historyDesk.ts';
import type { HistoryAnswer } from '../../../src/process/history/historyThread.ts';
import { Trial } from '../../../src/process/history/trial.ts';
import { projectsFolder } from '../../importing/claudeCode/transcripts.ts';

const files = await findTranscripts(projectsFolder);

/** A clock that runs out at every look, so that each answer holds one request. */
function hurried(): () => number {
  let now = 0;
  return () => {
    now += 1000;
    return now;
  };
}

async function importAll(desk: HistoryDesk): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let isEnd = false; !isEnd; ) {
    const answer = await desk.answer({ kind: 'importSome' });
    if (answer.kind !== 'imported') throw new Error(answer.kind);
    ids.push(...answer.recordings.map(({ detail }) => detail.id));
    isEnd = answer.isEnd;
  }
  return ids;
}

describe('the desk of the history thread', () => {
  it('imports a session in slices or at once, with the same result', async () => {
    const [slow, quick] = [new HistoryDesk(hurried()), new HistoryDesk(() => 0)];
    await slow.answer({ kind: 'openSession', files, sinceMs: 0 });
    await quick.answer({ kind: 'openSession', files, sinceMs: 0 });

    const [sliced, whole] = [await importAll(slow), await importAll(quick)];

    expect(sliced).toEqual(whole);
    expect(whole).toHaveLength(13);
  });

  it('tells what a trial found so far after every slice', async () => {
    const desk = new HistoryDesk(hurried());
    await desk.answer({ kind: 'beginTrial', source: 'transcripts', options: {} });
    expect(await desk.answer({ kind: 'openSession', files, sinceMs: 0 })).toMatchObject({
      requests: 13,
      unreadLines: 0,
    });

    const answers: HistoryAnswer[] = [];
    do answers.push(await desk.answer({ kind: 'trySome' }));
    while (answers.at(-1)?.kind === 'tried' && !isEnd(answers.at(-1)));

    const requests = answers.flatMap(answer => (answer.kind === 'tried' ? [answer.result.requests] : []));
    expect(requests.slice(0, 3)).toEqual([1, 2, 3]);
    expect(requests.at(-1)).toBe(13);
  });

  it('refuses to go on with what was never opened', async () => {
    const desk = new HistoryDesk(() => 0);

    await expect(desk.answer({ kind: 'importSome' })).rejects.toThrow('No session is open');
    await expect(desk.answer({ kind: 'trySome' })).rejects.toThrow('No trial has begun');
  });
});

describe('a trial', () => {
  const request = {
    body: Buffer.from('{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hi"}]}'),
    format: 'anthropic',
    model: 'claude-sonnet-4-5',
    atMs: 5,
    lane: 'main',
  } as const;

  it('says what was paid only when every request told its usage', async () => {
    const usage = { input: 100_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const trial = new Trial('recorded', {});
    trial.begin();
    await trial.send({ ...request, usage }, 0);
    const paid = trial.result.paidUsd;

    await trial.send(request, 0);

    expect(paid).toBeCloseTo(0.3);
    expect(trial.result).not.toHaveProperty('paidUsd');
    expect(trial.result).toMatchObject({ conversations: 1, requests: 2, from: 5, to: 5 });
  });
});

function isEnd(answer: HistoryAnswer | undefined): boolean {
  return answer?.kind === 'tried' && answer.isEnd;
}
