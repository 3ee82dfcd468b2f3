import type { ModelFacts } from '../models/modelFacts.ts';
import { priceCliff } from '../models/price.ts';
import { withThousands } from '../transforms/marker.ts';

/** Says when a prompt is just above a step in price, and by how much. */
export function cliffWarnings(model: ModelFacts, tokens: number): readonly string[] {
  const cliff = priceCliff(model, tokens);
  if (cliff === undefined) return [];
  const over = withThousands(cliff.tokensOver);
  return [
    `The prompt is ${over} tokens above ${withThousands(cliff.above)}, where ${model.id} charges ` +
      `${Number(cliff.factor.toFixed(2))} times as much for all of its input. Remove ${over} tokens to stay below.`,
  ];
}
