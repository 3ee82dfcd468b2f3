import { say } from '../../../shared/sentences/say.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import { tierFor } from '../../models/price.ts';
import { explainRewrite } from '../../models/rewriteCost.ts';
import { withThousands } from '../../transforms/marker.ts';
import type { WindowEdits } from './cutWindow.ts';
import type { Cut } from './rollingWindow.ts';

/** What the new cuts cost together, and the blocks that they concern. */
export interface CutPrice {
  readonly positions: ReadonlySet<number>;
  readonly sentence: string;
}

/** All that follows a new cut is written to the provider's cache again. `tokens` are those of the blocks without it. */
export function priceOfCuts(
  cuts: readonly Cut[],
  { receipts }: WindowEdits,
  { tokens, model }: { readonly tokens: readonly number[]; readonly model: ModelFacts },
): CutPrice | undefined {
  const units = cuts.filter(({ isNew }) => isNew).flatMap(cut => cut.units);
  const first = units[0]?.calls[0]?.position;
  if (first === undefined) return undefined;
  const blocks = units.flatMap(({ calls, results, thoughts }) => [...calls, ...results.flat(), ...thoughts]);
  const positions = new Set(blocks.map(({ position }) => position));
  const tail = tokens.slice(first);
  const tailTokens = Math.round(tail.reduce((sum, count) => sum + count, 0));
  const left = Math.round(tail.reduce((sum, count, i) => sum + (receipts.get(first + i)?.tokensAfter ?? count), 0));
  const prices = tierFor(model, tailTokens);
  if (prices === undefined) {
    return { positions, sentence: say('price.leaves', { n: withThousands(left) }) };
  }
  const rewrite = { tailTokens, removedTokens: tailTokens - left, prices, lifetime: '5m', isWarm: true } as const;
  return { positions, sentence: explainRewrite(rewrite) };
}
