import type { QuestionRoute } from '../../src/models/jobs.ts';
import type { AskedQuestion } from './askedQuestions.ts';

export interface Answered {
  readonly asked: AskedQuestion;
  readonly route: QuestionRoute;
}

/** A share with the 95 % interval of Wilson: where the truth lies, given how few were asked. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function share(hits: number, of: number): Share {
  const z = 1.96;
  const p = of === 0 ? 0 : hits / of;
  const centre = p + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return { hits, of, share: p, low: (centre - spread) / scale, high: (centre + spread) / scale };
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

/** Expected calibration error: how far confidences are from shares of right answers, over ten bins. */
export function calibrationError(answers: readonly Answered[]): number {
  const bins = Object.values(Object.groupBy(answers, each => Math.min(9, Math.floor(likeliest(each).confidence * 10))));
  const gaps = bins.map((bin = []) => {
    const confidence = bin.reduce((sum, each) => sum + likeliest(each).confidence, 0);
    return Math.abs(confidence - bin.filter(isRight).length);
  });
  return gaps.reduce((sum, gap) => sum + gap, 0) / answers.length;
}
