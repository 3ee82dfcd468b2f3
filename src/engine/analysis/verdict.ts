import type { Mode, Profile } from '../../shared/modes.ts';
import type { Receipt } from '../../shared/records.ts';
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
  const replaced = facts.receipts.filter(receipt => receipt.transform !== 'none');
  // A fault may be the client's or the provider's: what was edited was edited all the same.
  const also = facts.fault === undefined ? '' : ` Also: ${facts.fault}.`;
  if (facts.fault !== undefined && replaced.length === 0) return `Sent as it came: ${facts.fault}.`;
  if (facts.holdOut?.group === 'untouched') return heldOut;
  if (replaced.length > 0) return `${replacedSentence(facts, replaced)}${also}`;
  if (facts.mode === 'optimize') return nothingSentence(facts);
  return facts.couldSaveTokens > 0
    ? `Nothing was changed in ${facts.mode}; optimize would have saved about ${thousands(facts.couldSaveTokens)} tokens.${retrievalLimit(facts)}`
    : `Nothing was changed in ${facts.mode}, and optimize would not have saved anything here.`;
}

const heldOut = 'Held out: this conversation is left untouched, to measure what compression saves in the others.';

function replacedSentence(facts: VerdictFacts, replaced: readonly Receipt[]): string {
  const fresh = replaced.filter(receipt => receipt.fresh === true).length;
  const replayed = replaced.length - fresh;
  const saved = replaced.reduce((sum, receipt) => sum + receipt.tokensBefore - receipt.tokensAfter, 0);
  const parts = [
    ...(fresh > 0 ? [`${counted(fresh, 'new result')} compressed`] : []),
    ...(replayed > 0 ? [`${counted(replayed, 'earlier decision')} repeated`] : []),
  ];
  const verb = facts.mode === 'optimize' || replayed > 0 ? 'saved' : 'would be saved';
  return `${parts.join(', ')}: ${thousands(saved)} tokens ${verb}.${retrievalLimit(facts)}`;
}

/** Says what the profile would do, had the client our tool; silent where nothing would be omitted in any case. */
function retrievalLimit({ profile, canRetrieve, receipts }: VerdictFacts): string {
  const isAgent = receipts.some(receipt => receipt.kind === 'toolResult');
  if (canRetrieve || profile === 'lossless' || !isAgent) return '';
  return ' Nothing is omitted, because this client cannot fetch originals: give it our MCP server (headroom mcp), and long results are shortened, too.';
}

/** The most frequent reason among the new tool results speaks for all. */
function nothingSentence(facts: VerdictFacts): string {
  const { receipts, liveFrom } = facts;
  const results = receipts.filter(receipt => receipt.kind === 'toolResult');
  const fresh = results.filter(receipt => receipt.block >= liveFrom);
  if (results.length === 0) return 'Nothing to compress: the request holds no tool results.';
  if (fresh.length === 0) return 'Nothing new to compress: every tool result was sent before and stays as it was.';
  const reasons = new Map<string, number>();
  for (const { reason } of fresh) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const [reason] = [...reasons].toSorted((a, b) => b[1] - a[1])[0] ?? ['no gain'];
  const isLong = fresh.some(receipt => receipt.tokensBefore >= longResult);
  return `${counted(fresh.length, 'new result')} left alone: ${reason}.${isLong ? retrievalLimit(facts) : ''}`;
}

/** Tokens from which an omission may pay. */
const longResult = 1000;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function thousands(tokens: number): string {
  return tokens < 1000 ? String(tokens) : `${(tokens / 1000).toFixed(1)}k`;
}
