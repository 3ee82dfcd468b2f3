import { type TechniqueName, techniques } from '../../engine/images/technique.ts';
import type { QuestionRoute } from '../jobs.ts';
import type { RouterConfig } from './routerConfig.ts';

/** Turns the router's raw scores, in the order of its labels, into a decision. Doubt is `preserve`. */
export function decideRoute(logits: readonly number[], config: RouterConfig): QuestionRoute {
  const scores = calibratedScores(logits, config);
  const best = techniques.reduce((leader, each) => (scores[each] > scores[leader] ? each : leader), 'preserve');
  const confidence = scores[best];
  if (confidence >= config.threshold) return { technique: best, confidence, scores };
  const reason = `${best} is likeliest, but ${confidence.toFixed(2)} is below ${config.threshold}`;
  return { technique: 'preserve', confidence: scores.preserve, scores, reason };
}

/** Softmax at the temperature that makes confidences true. Labels that are no technique of ours count as `preserve`. */
function calibratedScores(
  logits: readonly number[],
  { labels, temperature }: RouterConfig,
): Readonly<Record<TechniqueName, number>> {
  const top = Math.max(...logits);
  const weights = logits.map(logit => Math.exp((logit - top) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores: Record<TechniqueName, number> = { full_low: 0, preserve: 0, crop: 0, transcode: 0 };
  for (const [at, weight] of weights.entries()) scores[labels[at] ?? 'preserve'] += weight / total;
  return scores;
}
