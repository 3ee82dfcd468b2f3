import type { BlockKind, CacheOutcome, Usage } from '../../shared/records.ts';

/** What of an exchange the next one in its conversation is compared with. */
export interface SentPrefix {
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly blocks: readonly SentBlock[];
}

export interface SentBlock {
  readonly kind: BlockKind;
  readonly label: string;
  readonly message: number;
  /** Content as the client sent it, and as it went upstream. */
  readonly clientHash: string;
  readonly sentHash: string;
  readonly tokens: number;
  /** Byte offset in the client's body. */
  readonly start: number;
}

export interface CacheFacts {
  readonly previous: SentPrefix | undefined;
  readonly current: SentPrefix;
  readonly usage: Usage | undefined;
  /** Milliseconds for which the provider keeps an unread entry. */
  readonly lifetimeMs: number;
  readonly minimumTokens: number;
}

/** Usage within this share of the forecast counts as a hit: our counts are estimates and breakpoints are coarse. */
const tolerance = 0.1;

/**
 * Compares what the cache should have held with what the provider reports. Without usage the forecast stands for the
 * outcome. Only blocks that the previous request sent identically, in the same place, can be hot.
 */
export function cacheOutcome(facts: CacheFacts): CacheOutcome {
  const { previous, current, usage } = facts;
  const common = previous === undefined ? 0 : commonLength(previous.blocks, current.blocks);
  const total = sumTokens(current.blocks);
  const expired = previous !== undefined && current.sentAt - previous.sentAt > facts.lifetimeMs;
  const sameModel = previous?.model === current.model;
  const warm = expired || !sameModel ? 0 : sumTokens(current.blocks.slice(0, common));
  const forecastRead = warm >= facts.minimumTokens ? warm : 0;
  const hot = usage?.cacheRead ?? forecastRead;
  const sentBefore = previous === undefined ? 0 : Math.min(sumTokens(previous.blocks), total);
  const lost = Math.max(0, sentBefore - hot);
  const isBroken = previous !== undefined && lost > sentBefore * tolerance && sentBefore >= facts.minimumTokens;
  const outcome = {
    forecastRead,
    forecastWrite: total - forecastRead,
    hot,
    rewritten: isBroken ? lost : 0,
    fresh: Math.max(0, (usage === undefined ? total : inputOf(usage)) - hot - (isBroken ? lost : 0)),
  };
  return isBroken && previous !== undefined
    ? { ...outcome, ...explain({ ...facts, previous }, common, expired) }
    : outcome;
}

function explain(
  { previous, current }: { readonly previous: SentPrefix; readonly current: SentPrefix },
  common: number,
  expired: boolean,
): Pick<CacheOutcome, 'cause' | 'firstDifference' | 'causedByUs'> {
  const minutes = Math.round((current.sentAt - previous.sentAt) / 60_000);
  if (expired) return { cause: `the cache had expired: ${minutes} minutes since the request before` };
  if (previous.model !== current.model)
    return { cause: `the model changed from ${previous.model} to ${current.model}` };
  const before = previous.blocks[common];
  const now = current.blocks[common];
  if (before === undefined || now === undefined) return { cause: 'the provider did not find the prefix' };
  const causedByUs = before.clientHash === now.clientHash;
  return { cause: differenceOf(before, now, causedByUs), firstDifference: now.start, causedByUs };
}

function differenceOf(before: SentBlock, now: SentBlock, causedByUs: boolean): string {
  if (causedByUs) return `Headroom sent “${now.label}” in another form than before`;
  switch (now.kind) {
    case 'toolDefinition':
      return `the tool definitions changed: “${now.label}” stands where “${before.label}” stood`;
    case 'system':
      return `the system text changed in “${now.label}”`;
    default:
      return `the client changed message ${now.message + 1}: “${now.label}” stands where “${before.label}” stood`;
  }
}

function commonLength(before: readonly SentBlock[], now: readonly SentBlock[]): number {
  const end = Math.min(before.length, now.length);
  let length = 0;
  while (length < end && before[length]?.sentHash === now[length]?.sentHash) length++;
  return length;
}

function sumTokens(blocks: readonly SentBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.tokens, 0);
}

/** All input tokens, whatever their price. */
export function inputOf(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}
