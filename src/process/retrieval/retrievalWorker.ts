import { counterFor } from '../../engine/tokens/counters.ts';
import { answerCalls } from '../threads/answerCalls.ts';
import type { RetrievalAnswer, RetrievalQuestion } from './retrievals.ts';
import { PatternError, selectPart } from './selectPart.ts';

/** What agents retrieve is counted with the vocabulary of the models that most of them run on. */
const countedAs = 'claude-sonnet-4-5';

/** Thread that searches originals, so that no pattern, however hostile, holds up the relay. */
answerCalls<RetrievalQuestion, RetrievalAnswer>(async question => {
  if (question.kind === 'count') return { kind: 'counted', tokens: (await counterFor(countedAs)).count(question.text) };
  try {
    return { kind: 'selected', selection: selectPart(question.text, question.request) };
  } catch (error) {
    if (error instanceof PatternError) return { kind: 'refused', message: error.message };
    throw error;
  }
});
