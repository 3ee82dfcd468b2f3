import { expect, it } from 'vitest';
import type { PictureTask, PictureVerdict } from '../../../src/engine/images/pictureTask.ts';
import { judgeThrough, openJudgePort } from '../../../src/process/judging/judgePort.ts';

const verdict: PictureVerdict = {
  technique: 'preserve',
  confidence: 1,
  tokensBefore: 10,
  tokensAfter: 10,
  reason: 'no question belongs to it',
};

function task(question: string): PictureTask {
  return {
    question,
    bytes: Uint8Array.of(1, 2, 3),
    mediaType: 'image/png',
    model: 'gpt-4o',
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    earlier: [],
  };
}

it('carries each question with its picture and deadline to the judge, and the verdict back to who asked', async () => {
  const port = openJudgePort(async ({ question = '', bytes }, deadlineAt) => {
    if (question === 'slow') await new Promise(resolve => setTimeout(resolve, 20));
    return { ...verdict, reason: `${question} ${[...bytes]} ${deadlineAt}` };
  });
  const judge = judgeThrough(port);

  const verdicts = await Promise.all([judge(task('slow'), 5), judge(task('quick'), 6)]);

  expect(verdicts.map(({ reason }) => reason)).toEqual(['slow 1,2,3 5', 'quick 1,2,3 6']);
  port.close();
});

it('rejects with the judge’s reason', async () => {
  const port = openJudgePort(() => Promise.reject(new Error('images are left alone, because …')));

  await expect(judgeThrough(port)(task('q'), 1)).rejects.toThrow('images are left alone, because …');
  port.close();
});
