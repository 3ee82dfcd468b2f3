import type { Mode, Profile } from '../../shared/modes.ts';
import type { Receipt } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { HoldOut } from '../plan/holdOut.ts';

export interface VerdictFacts {
  readonly mode: Mode;
  readonly receipts: readonly Receipt[];
  /** Positions from here on were new in this request. */
  readonly liveFrom: number;
  readonly profile: Profile;
  readonly canRetrieve: boolean;
  readonly couldSaveTokens: number;
  readonly fault?: string;
  readonly holdOut?: HoldOut;
}

/** One sentence that answers: why was so much, so little or nothing compressed? */
export function verdictOf(facts: VerdictFacts): string {
  const { fault } = facts;
  const replaced = facts.receipts.filter(receipt => receipt.transform !== 'none');
  if (fault !== undefined && replaced.length === 0) return say('verdict.asItCame', { fault });
  if (facts.holdOut?.group === 'untouched') return say('verdict.heldOut');
  if (replaced.length > 0) {
    const verdict = replacedSentence(facts, replaced);
    // A fault may be the client's or the provider's: what was edited was edited all the same.
    return fault === undefined ? verdict : say('verdict.also', { verdict, fault });
  }
  if (facts.mode === 'optimize') return nothingSentence(facts);
  const { mode, couldSaveTokens } = facts;
  return couldSaveTokens > 0
    ? withLimit(say('verdict.couldSave', { mode, tokens: thousands(couldSaveTokens) }), facts)
    : say('verdict.nothingToSave', { mode });
}

function replacedSentence(facts: VerdictFacts, replaced: readonly Receipt[]): string {
  const fresh = replaced.filter(receipt => receipt.fresh === true).length;
  const replayed = replaced.length - fresh;
  const saved = replaced.reduce((sum, receipt) => sum + receipt.tokensBefore - receipt.tokensAfter, 0);
  const said = { tokens: thousands(saved), results: resultsText(fresh), decisions: decisionsText(replayed) };
  if (fresh === 0) return withLimit(say('verdict.again', said), facts);
  if (replayed > 0) return withLimit(say('verdict.both', said), facts);
  return withLimit(say(facts.mode === 'optimize' ? 'verdict.fresh' : 'verdict.wouldSave', said), facts);
}

/** Says what the profile would do, had the client our tool; silent where nothing would be omitted in any case. */
function withLimit(verdict: string, { profile, canRetrieve, receipts }: VerdictFacts): string {
  const isAgent = receipts.some(receipt => receipt.kind === 'toolResult');
  return canRetrieve || profile === 'lossless' || !isAgent ? verdict : say('verdict.noRetrieval', { verdict });
}

/** The most frequent reason among the new tool results speaks for all. */
function nothingSentence(facts: VerdictFacts): string {
  const { receipts, liveFrom } = facts;
  const results = receipts.filter(receipt => receipt.kind === 'toolResult');
  const fresh = results.filter(receipt => receipt.block >= liveFrom);
  if (results.length === 0) return say('verdict.noResults');
  if (fresh.length === 0) return say('verdict.nothingNew');
  const reasons = new Map<string, number>();
  for (const { reason } of fresh) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const [reason] = [...reasons].toSorted((a, b) => b[1] - a[1])[0] ?? [say('left.noGain')];
  const verdict = say('verdict.leftAlone', { results: resultsText(fresh.length), reason });
  return fresh.some(receipt => receipt.tokensBefore >= longResult) ? withLimit(verdict, facts) : verdict;
}

/** Tokens from which an omission may pay. */
const longResult = 1000;

function resultsText(count: number): string {
  return say(count === 1 ? 'count.results.one' : 'count.results.other', { n: count });
}

function decisionsText(count: number): string {
  return say(count === 1 ? 'count.decisions.one' : 'count.decisions.other', { n: count });
}

function thousands(tokens: number): string {
  return tokens < 1000 ? String(tokens) : `${(tokens / 1000).toFixed(1)}k`;
}
