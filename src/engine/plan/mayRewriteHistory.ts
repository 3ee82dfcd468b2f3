import { explainRewrite, type Rewrite, rewriteCost } from '../models/rewriteCost.ts';

/** What is known of the request before, in any conversation that holds the block that would be rewritten. */
export interface LastSending {
  readonly model: string;
  /** When any request with these blocks was last sent; milliseconds since the epoch. */
  readonly sentAt: number;
}

/** A chance to write what was already sent anew, smaller. */
export interface RewriteChance {
  readonly last: LastSending;
  readonly model: string;
  readonly now: number;
  /** Milliseconds for which the provider may still hold an unread entry; an upper bound. */
  readonly lifetimeMs: number;
  /** True when the client itself changed content before the block, so that nothing from there on can be read. */
  readonly changedByClient: boolean;
  /** The tail that would be written anew, and its prices. */
  readonly rewrite: Omit<Rewrite, 'isWarm'>;
}

export type RewriteVerdict =
  /** `reason` says why the cache is cold, and what the rewrite costs and saves, formula and inputs included. */
  { readonly may: true; readonly reason: string } | { readonly may: false; readonly reason: string };

/**
 * Whether history may be rewritten now: only where the provider provably holds nothing of it any more, and only when the price
 * table says that it pays at once. A conversation may end with the next answer, so later gains are not counted on.
 */
export function mayRewriteHistory(chance: RewriteChance): RewriteVerdict {
  const cold = reasonForCold(chance);
  if (cold === undefined) return { may: false, reason: 'the provider may still hold what was sent' };
  const rewrite = { ...chance.rewrite, isWarm: false };
  const { breakEvenTurns } = rewriteCost(rewrite);
  const sum = explainRewrite(rewrite);
  return breakEvenTurns > 0 || rewrite.removedTokens <= 0
    ? { may: false, reason: `it does not pay at once: ${sum}` }
    : { may: true, reason: `${cold}; ${sum}` };
}

function reasonForCold({ last, model, now, lifetimeMs, changedByClient }: RewriteChance): string | undefined {
  if (changedByClient) return 'the client changed what came before';
  if (last.model !== model) return `the model changed from ${last.model} to ${model}`;
  if (now - last.sentAt <= lifetimeMs) return undefined;
  return `nothing was sent for ${Math.round((now - last.sentAt) / 60_000)} minutes, longer than the cache lives`;
}
