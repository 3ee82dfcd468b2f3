import type { Options } from '../../../shared/options.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import type { WindowOutcome } from './rollingWindow.ts';

/**
 * Tokens that a prompt may have, the smallest first: up to each step in price where that was asked for, and what the window
 * leaves for the prompt. A limit that cannot be met is followed by the next one.
 */
export function windowLimits(
  { window, prices }: Pick<ModelFacts, 'window' | 'prices'>,
  { outputBufferTokens, stayBelowPriceStep }: Pick<Options, 'outputBufferTokens' | 'stayBelowPriceStep'>,
): readonly [number, ...number[]] {
  const limit = window - outputBufferTokens;
  const steps = stayBelowPriceStep ? prices.map(({ above }) => above).filter(above => above > 0 && above < limit) : [];
  const [first = limit, ...rest] = [...steps, limit];
  return [first, ...rest];
}

/** The plan for the first limit that can be met; the one that cannot for the last. Later limits are tried only when needed. */
export function planWithin(
  limits: readonly [number, ...number[]],
  planAt: (limit: number) => WindowOutcome,
): { readonly plan: WindowOutcome; readonly limit: number } {
  const [limit, next, ...others] = limits;
  const plan = planAt(limit);
  return plan.kind === 'cannot' && next !== undefined ? planWithin([next, ...others], planAt) : { plan, limit };
}
