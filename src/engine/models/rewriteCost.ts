import { say } from '../../shared/sentences/say.ts';
import type { PriceTier } from './modelFacts.ts';

/** A cached tail that could be written anew, smaller. */
export interface Rewrite {
  /** Tokens from the first changed byte to the end of what is cached. */
  readonly tailTokens: number;
  /** Tokens that the change removes from it. */
  readonly removedTokens: number;
  /** Price tier of the prompt. */
  readonly prices: PriceTier;
  /** Which price a write has: that of the ordinary or of the long lifetime. */
  readonly lifetime: '5m' | '1h';
  /** True while the provider still holds the tail: then it would have been read, not written. */
  readonly isWarm: boolean;
}

/** US dollars, and the number of later requests after which the rewrite has paid for itself. */
export interface RewriteCost {
  /** What the next request costs more than without the rewrite; negative when it is cheaper at once. */
  readonly extraNow: number;
  /** What every later request that reads the tail from the cache costs less. */
  readonly gainPerTurn: number;
  /** `Infinity` when it never pays. */
  readonly breakEvenTurns: number;
}

/**
 * Whether changing what was already sent pays. With a tail of K tokens, a share s of it removed, write price w and read price r:
 * warm, the next request pays w(1-s)K instead of rK; cold, w(1-s)K instead of wK; every later one saves r·s·K.
 * Warm, it therefore pays after (w(1-s) - r) / (r·s) requests.
 */
export function rewriteCost(rewrite: Rewrite): RewriteCost {
  const { prices, tailTokens } = rewrite;
  const removed = Math.min(rewrite.removedTokens, tailTokens);
  const write = rewrite.lifetime === '1h' ? prices.cacheWrite1h : prices.cacheWrite5m;
  const otherwise = rewrite.isWarm ? prices.cacheRead : write;
  const extraNow = (write * (tailTokens - removed) - otherwise * tailTokens) / 1_000_000;
  const gainPerTurn = (prices.cacheRead * removed) / 1_000_000;
  return { extraNow, gainPerTurn, breakEvenTurns: turnsUntil(extraNow, gainPerTurn) };
}

/** One sentence for the receipt: the formula with its inputs. */
export function explainRewrite(rewrite: Rewrite): string {
  const { extraNow, gainPerTurn, breakEvenTurns } = rewriteCost(rewrite);
  const { tailTokens, removedTokens, prices } = rewrite;
  const write = rewrite.lifetime === '1h' ? prices.cacheWrite1h : prices.cacheWrite5m;
  const terms = {
    left: tailTokens - removedTokens,
    n: tailTokens,
    price: `$${write}`,
    verb: say(rewrite.isWarm ? 'price.read' : 'price.written'),
    otherwise: `$${rewrite.isWarm ? prices.cacheRead : write}`,
    now: signed(extraNow),
    later: signed(-gainPerTurn),
  };
  return Number.isFinite(breakEvenTurns)
    ? say('price.rewritePays', { ...terms, turns: Math.ceil(breakEvenTurns - 1e-6) })
    : say('price.rewriteNever', terms);
}

function turnsUntil(extraNow: number, gainPerTurn: number): number {
  if (extraNow <= 0) return 0;
  return gainPerTurn > 0 ? extraNow / gainPerTurn : Number.POSITIVE_INFINITY;
}

function signed(dollars: number): string {
  return `${dollars < 0 ? '-' : '+'}$${Math.abs(dollars).toFixed(4)}`;
}
