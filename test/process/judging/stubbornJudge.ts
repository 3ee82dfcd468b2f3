import type { BirthOutcome } from '../../../src/engine/plan/birth.ts';
import type { JudgeQuestion } from '../../../src/process/judging/judgeThread.ts';
import { answerCalls } from '../../../src/process/threads/answerCalls.ts';

/** A judge for tests, without vocabularies: leaves everything alone, and never finishes a text that begins with "hang". */
answerCalls<JudgeQuestion, readonly BirthOutcome[]>(({ births }) =>
  births.map(({ identity, subject }) => {
    while (subject.text.startsWith('hang'));
    const outcome = { kind: 'leave', reason: 'by the stubborn judge' } as const;
    return { decision: { identity, outcome, tokensBefore: 1, tokensAfter: 1 } };
  }),
);
