import { resolveModel } from '../engine/models/modelTable.ts';
import { promptTokens, tierFor } from '../engine/models/price.ts';
import { rewriteCost } from '../engine/models/rewriteCost.ts';
import type { ExchangeSummary } from '../shared/records.ts';
import { l10n } from './l10n.ts';
import { formatDollars, formatTokens } from './statusText.ts';

/** The ordinary lifetime of a provider's cache: later, the tail must be written anew in any mode. */
const warmMs = 300_000;

/**
 * What it costs to send originals again where smaller texts were sent: the provider's cache no longer fits. A sentence
 * for a person, or `undefined` when no conversation is affected.
 */
export function describeRelayCost(exchanges: readonly ExchangeSummary[], now: number): string | undefined {
  const newest = new Map<string, ExchangeSummary>();
  for (const exchange of exchanges) {
    const isWarm = now - exchange.startedAt < warmMs;
    if (isWarm && !newest.has(exchange.conversation)) newest.set(exchange.conversation, exchange);
  }
  let tokens = 0;
  let dollars = 0;
  for (const { model, usage, tokensBefore, tokensAfter } of newest.values()) {
    if (usage === undefined || tokensAfter >= tokensBefore) continue;
    const prompt = promptTokens(usage);
    const prices = tierFor(resolveModel(model), prompt);
    tokens += prompt;
    if (prices === undefined) continue;
    dollars += rewriteCost({ tailTokens: prompt, removedTokens: 0, prices, lifetime: '5m', isWarm: true }).extraNow;
  }
  if (tokens === 0) return undefined;
  return l10n.t('Conversations of the last 5 minutes would re-write up to {tokens} cached tokens, at most {usd}.', {
    tokens: formatTokens(tokens),
    usd: formatDollars(dollars),
  });
}
