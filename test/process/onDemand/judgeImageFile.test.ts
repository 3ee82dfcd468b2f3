import { expect, it } from 'vitest';
import type { PictureTask, PictureVerdict } from '../../../src/engine/images/pictureTask.ts';
import { judgeImageFile } from '../../../src/process/onDemand/judgeImageFile.ts';

const verdict: PictureVerdict = {
  technique: 'crop',
  confidence: 0.9,
  tokensBefore: 100,
  tokensAfter: 40,
  reason: 'r',
  size: { width: 8, height: 6 },
};

function judgeThatAnswers(change: PictureVerdict['change']) {
  const tasks: PictureTask[] = [];
  const judgePicture = async (task: PictureTask): Promise<PictureVerdict> => {
    tasks.push(task);
    return change === undefined ? verdict : { ...verdict, change };
  };
  return { tasks, judgePicture };
}

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');

it('tells what would be sent instead, and what that saves', async () => {
  const drawn = {
    kind: 'redrawn',
    bytes: Buffer.from('x'),
    mediaType: 'image/png',
    size: { width: 4, height: 3 },
  } as const;
  const judge = judgeThatAnswers(drawn);

  const judged = await judgeImageFile({ bytes: jpeg, question: 'top left?', target: 'anthropic' }, judge);

  expect(judged).toMatchObject({
    technique: 'crop',
    savingsPercent: 60,
    model: 'claude-sonnet-4-5',
    size: { width: 4, height: 3 },
    instead: Buffer.from('x'),
  });
  expect(judge.tasks).toMatchObject([{ mediaType: 'image/jpeg', question: 'top left?', allowsText: true }]);
  expect(judge.tasks[0]?.lowDetail).toBeUndefined();
});

it('knows where less detail can be asked for', async () => {
  const judge = judgeThatAnswers({ kind: 'lowDetail' });

  await judgeImageFile({ bytes: jpeg, question: 'what?', target: 'openai' }, judge);
  await judgeImageFile({ bytes: jpeg, question: 'what?', target: 'google' }, judge);

  expect(judge.tasks.map(({ lowDetail }) => lowDetail)).toEqual(['openai', 'gemini']);
});

it('gives the text that was read', async () => {
  const judge = judgeThatAnswers({ kind: 'transcript', text: 'WET FLOOR' });

  expect(await judgeImageFile({ bytes: jpeg, question: 'read it', target: 'gpt-4o' }, judge)).toMatchObject({
    text: 'WET FLOOR',
    instead: 'WET FLOOR',
  });
});

it('says why a file is no picture, and invents no figures', async () => {
  const { size: _, ...unread } = { ...verdict, reason: 'not a picture' };
  const judge = { judgePicture: async (): Promise<PictureVerdict> => unread };

  expect(await judgeImageFile({ bytes: Buffer.from('text'), question: 'what?', target: 'openai' }, judge)).toBe(
    'not a picture',
  );
});
