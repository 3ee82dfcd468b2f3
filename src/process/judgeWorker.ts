import type { BirthOutcome } from '../engine/plan/birth.ts';
import { judgeBirth } from '../engine/plan/birth.ts';
import { counterFor } from '../engine/tokens/counters.ts';
import { answerCalls } from './answerCalls.ts';
import type { JudgeQuestion } from './workerJudge.ts';

/** Thread that judges new blocks, so that no text, however hostile, holds up the relay. */
answerCalls<JudgeQuestion, readonly BirthOutcome[]>(
  async ({ births, context, deadlineMs = Number.POSITIVE_INFINITY }) => {
    // A text that nobody waits for any more would only hold up the next request's.
    if (Date.now() > deadlineMs) throw new Error('the deadline passed before the judgement began');
    const counter = await counterFor(context.model);
    return births.map(birth => judgeBirth(birth, { ...context, counter }));
  },
);
