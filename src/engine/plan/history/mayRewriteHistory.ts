import { say } from '../../../shared/sentences/say.ts';
import type { PriceTier } from '../../models/modelFacts.ts';
import { explainRewrite, type Rewrite, rewriteCost } from '../../models/rewriteCost.ts';

/** The terms on which a block that was sent before may be written anew. Plain data, so that they cross to a worker. */
export interface RewriteTerms {
  /** Why no cache holds the block any more. */
  readonly reason: string;
  /** Of the whole prompt. */
  readonly prices: PriceTier;
  readonly lifetime: '5m' | '1h';
  /** Tokens of the whole prompt, about: what a request pays to read when it fetches something back. */
  readonly promptTokens: number;
}

export interface RewriteChance extends RewriteTerms {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** True when something is left out, which may have to be fetched back. */
  readonly isOmission: boolean;
}

export interface RewriteVerdict {
  readonly may: boolean;
  /** What the rewrite costs and saves, formula and inputs included. */
  readonly reason: string;
}

/** One omission in ten is booked as fetched back: a request more, the call, and the original in the context after all. */
const retrievalRate = 0.1;
const retrievalCallTokens = 120;

/**
 * Whether history that no cache holds may be written anew: only when the price table says that it pays at once. A conversation
 * may end with the next answer, so later gains are not counted on, and what may have to be fetched back is.
 */
export function mayRewriteHistory(chance: RewriteChance): RewriteVerdict {
  const { tokensBefore, tokensAfter, prices, lifetime } = chance;
  const rewrite: Rewrite = {
    tailTokens: tokensBefore,
    removedTokens: tokensBefore - tokensAfter,
    prices,
    lifetime,
    isWarm: false,
  };
  const booked = chance.isOmission ? bookedRetrieval(chance) : 0;
  const sum =
    booked === 0
      ? explainRewrite(rewrite)
      : `${explainRewrite(rewrite)}; ${say('price.booked', { usd: `$${booked.toFixed(4)}` })}`;
  return rewriteCost(rewrite).extraNow + booked < 0
    ? { may: true, reason: `${chance.reason}; ${sum}` }
    : { may: false, reason: say('cold.noPay', { sum }) };
}

function bookedRetrieval({ promptTokens, tokensBefore, prices, lifetime }: RewriteChance): number {
  const write = lifetime === '1h' ? prices.cacheWrite1h : prices.cacheWrite5m;
  const dollars = promptTokens * prices.cacheRead + retrievalCallTokens * prices.output + tokensBefore * write;
  return (retrievalRate * dollars) / 1_000_000;
}
