import type { ConversationTrial, TrialResult, TrialSource } from '../../src/shared/history.ts';
import type { Options } from '../../src/shared/options.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { now } from './fixtures.ts';

const dayMs = 86_400_000;

/** A week of work, tried under every profile. */
export function trialOf(source: TrialSource): TrialResult {
  const row = { tokens: 41_820_000, usd: 38.41, fetchUsd: 0, fetches: 0, breaks: 0 };
  return {
    source,
    ...{ conversations: 23, requests: 1_204, messagesOnly: 210, from: now - 6.8 * dayMs, to: now, paidUsd: 37.92 },
    rows: [
      { ...row, setting: 'audit' },
      { ...row, setting: 'lossless', tokens: 35_110_000, usd: 32.06 },
      { ...row, setting: 'balanced', tokens: 27_940_000, usd: 25.33, fetchUsd: 1.12, fetches: 61 },
      { ...row, setting: 'agent-90', tokens: 24_480_000, usd: 22.71, fetchUsd: 2.94, fetches: 128 },
    ],
  };
}

/** The candidate saves a little more than the running options from the tenth request on. */
export function conversationTrialOf(
  exchanges: readonly ExchangeSummary[],
  conversation: string,
  options: Partial<Options>,
): ConversationTrial {
  const own = exchanges.filter(each => each.conversation === conversation && each.branch === undefined).toReversed();
  const edited = Object.keys(options).length > 1;
  return {
    conversation,
    older: 0,
    missing: 0,
    steps: own.map(({ id, tokensBefore }, index) => {
      const share = Math.min(0.4, index * 0.016);
      const figures = (saved: number) => ({
        tokens: Math.round(tokensBefore * (1 - saved)),
        usd: tokensBefore * 6e-7 * (1 - saved * 0.8),
        isBreak: false,
      });
      return {
        exchange: id,
        untouched: figures(0),
        mine: figures(share),
        candidate: figures(edited ? share * 1.3 : share),
      };
    }),
  };
}
