import { type TechniqueName, techniques } from '../../engine/images/technique.ts';
import { say } from '../../shared/sentences/say.ts';
import type { QuestionRoute } from '../jobs.ts';
import type { RouterConfig } from './routerConfig.ts';

/** Turns weighed raw scores, in the order of the model's labels, into a decision. Doubt is `preserve`. */
export function decideRoute(
  logits: readonly number[],
  { labels, threshold, preserveLimit }: Pick<RouterConfig, 'labels' | 'threshold' | 'preserveLimit'>,
): QuestionRoute {
  const scores = probabilities(logits, labels);
  const best = techniques.reduce((leader, each) => (scores[each] > scores[leader] ? each : leader), 'preserve');
  const confidence = scores[best];
  const risk = best === 'preserve' ? 0 : scores.preserve;
  if (confidence >= threshold && risk <= preserveLimit) return { technique: best, confidence, scores };
  const reason =
    confidence < threshold
      ? say('picture.undecided', { technique: best, confidence: confidence.toFixed(2), threshold })
      : say('picture.risky', { technique: best, risk: risk.toFixed(2), limit: preserveLimit });
  return { technique: 'preserve', confidence: scores.preserve, scores, reason };
}

function probabilities(
  logits: readonly number[],
  labels: readonly TechniqueName[],
): Readonly<Record<TechniqueName, number>> {
  const top = Math.max(...logits);
  const weights = logits.map(logit => Math.exp(logit - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores: Record<TechniqueName, number> = { full_low: 0, preserve: 0, crop: 0, transcode: 0 };
  for (const [at, weight] of weights.entries()) scores[labels[at] ?? 'preserve'] += weight / total;
  return scores;
}
