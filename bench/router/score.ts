import type { QuestionRoute } from '../../src/models/jobs.ts';
import type { Claim } from '../statistics.ts';
import type { AskedQuestion } from './askedQuestions.ts';

export interface Answered {
  readonly asked: AskedQuestion;
  readonly route: QuestionRoute;
}

/** What the scores say, before doubt turns into `preserve`. */
export function likeliest({ route: { scores } }: Answered): {
  readonly technique: string;
  readonly confidence: number;
} {
  const [technique, confidence] = Object.entries(scores).reduce((best, each) => (each[1] > best[1] ? each : best));
  return { technique, confidence };
}

/** It dares where doubt did not decide. */
export function dares({ route }: Answered): boolean {
  return route.reason === undefined;
}

export function isRight(answered: Answered): boolean {
  return likeliest(answered).technique === answered.asked.technique;
}

/** A picture that should have stayed as it is and would not. */
export function isDegraded({ asked, route }: Answered): boolean {
  return asked.technique === 'preserve' && route.technique !== 'preserve';
}

export function claimOf(answered: Answered): Claim {
  return { confidence: likeliest(answered).confidence, isRight: isRight(answered) };
}
