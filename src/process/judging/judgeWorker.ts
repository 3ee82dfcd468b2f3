import type { BirthOutcome } from '../../engine/plan/birth.ts';
import { judgeBirth } from '../../engine/plan/birth.ts';
import { counterFor } from '../../engine/tokens/counters.ts';
import { answerCalls } from '../threads/answerCalls.ts';
import type { JudgeQuestion } from './judgeThread.ts';

/** Thread that judges new blocks, so that no text, however hostile, holds up the relay. */
answerCalls<JudgeQuestion, readonly BirthOutcome[]>(async ({ births, context }) => {
  const counter = await counterFor(context.model);
  return births.map(birth => judgeBirth(birth, { ...context, counter }));
});
