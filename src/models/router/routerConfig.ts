import { z } from 'zod';
import { type TechniqueName, techniques } from '../../engine/images/technique.ts';

export interface RouterConfig {
  /** What each of the model's outputs stands for. */
  readonly labels: readonly TechniqueName[];
  /** Multiplies the encoder's raw scores, so that confidences are true. */
  readonly encoderWeight: number;
  /** Multiplies the raw scores of the table of letter groups; absent for models without one. */
  readonly ngramsWeight?: number;
  /** Confidence below which a picture is left as it is. */
  readonly threshold: number;
  /** Chance that the picture must stay as it is, above which it does whatever else is likeliest. */
  readonly preserveLimit: number;
  /** Longest question in tokens, its two marks included. */
  readonly maxTokens: number;
}

/** For models that bring no calibration of their own: without one, only a confident answer counts. */
const uncalibrated = { encoder_weight: 1, threshold: 0.9, preserve_limit: 1, max_tokens: 64 };

const schema = z.object({
  id2label: z.record(z.string(), z.string()),
  headroom: z
    .object({
      encoder_weight: z.number().positive(),
      ngrams_weight: z.number().nonnegative().optional(),
      threshold: z.number().min(0).max(1),
      preserve_limit: z.number().min(0).max(1).default(1),
      max_tokens: z.number().int().positive(),
    })
    .default(uncalibrated),
});

/** Reads a model's `config.json`. A label that names none of our techniques stands for `preserve`. */
export function parseRouterConfig(text: string): RouterConfig {
  const { id2label, headroom } = schema.parse(JSON.parse(text));
  const labels = Object.keys(id2label).map((_, at) => techniqueOf(id2label[String(at)]));
  if (!labels.some(label => label !== 'preserve')) {
    throw new Error(`the model's labels are ${Object.values(id2label).join(', ')}; none is ${techniques.join(', ')}`);
  }
  const { encoder_weight: encoderWeight, ngrams_weight: ngramsWeight, threshold } = headroom;
  return {
    ...{ labels, encoderWeight, threshold },
    ...(ngramsWeight !== undefined && { ngramsWeight }),
    preserveLimit: headroom.preserve_limit,
    maxTokens: headroom.max_tokens,
  };
}

function techniqueOf(label: string | undefined): TechniqueName {
  const plain = label?.toLowerCase().replaceAll('-', '_');
  return techniques.find(technique => technique === plain) ?? 'preserve';
}
