import type { CacheOutcome, Usage } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { CacheUse } from '../plan/cacheSimulator.ts';
import { redactSecrets } from '../plan/secrets.ts';
import { describeChange } from './changedText.ts';
import { inputOf, keyOf, type SentBlock, type SentPrefix } from './sentPrefix.ts';

export interface CacheFacts {
  readonly previous: SentPrefix | undefined;
  readonly current: Pick<SentPrefix, 'model' | 'sentAt' | 'blocks'>;
  /** What a cache that knows the earlier requests would have done with this one; in the provider's tokens. */
  readonly forecast: CacheUse;
  readonly usage: Usage | undefined;
  /** The provider's tokens per token of ours: 1 without usage. */
  readonly tokensPerToken: number;
  /** Milliseconds for which the provider keeps an unread entry. */
  readonly lifetimeMs: number;
  /** Blocks behind a breakpoint in which the provider looks for an entry; absent where it matches any prefix. */
  readonly lookback?: number;
}

/** Who or what made tokens be paid again. `provider`: nothing that we can see. */
export type BreakCulprit = 'time' | 'model' | 'tools' | 'system' | 'client' | 'us' | 'breakpoints' | 'provider';

export interface CacheDiagnosis {
  readonly outcome: CacheOutcome;
  readonly culprit?: BreakCulprit;
}

/** Usage within this share of what was held counts as a hit: providers keep a few last tokens to themselves. */
const tolerance = 0.1;

/**
 * Compares what the provider held with what it read. Only what the previous request had sent too, in any place, can have been
 * paid for again; what is new is fresh. Without usage the forecast stands for the outcome.
 */
export function diagnoseCache(facts: CacheFacts): CacheDiagnosis {
  const { current, forecast, usage, tokensPerToken } = facts;
  const total = usage === undefined ? sumTokens(current.blocks) : inputOf(usage);
  const hot = usage?.cacheRead ?? forecast.read;
  const held = heldTokens(facts, tokensPerToken);
  const lost = Math.max(0, held - hot);
  const rewritten = lost > held * tolerance ? Math.round(lost) : 0;
  const outcome: CacheOutcome = {
    forecastRead: Math.round(forecast.read),
    forecastWrite: Math.round(forecast.write5m + forecast.write1h),
    hot: Math.round(hot),
    rewritten,
    fresh: Math.max(0, Math.round(total - hot - rewritten)),
  };
  if (rewritten === 0 || facts.previous === undefined) return { outcome };
  const { culprit, ...explanation } = explain({ ...facts, previous: facts.previous }, hot);
  return { outcome: { ...outcome, ...explanation }, culprit };
}

/** What of this request the provider held, and could have been read. */
function heldTokens({ previous, current }: CacheFacts, tokensPerToken: number): number {
  if (previous === undefined || current.sentAt < previous.cachedAt) return 0;
  return Math.min(previous.cachedTokens, sumTokens(repeatedBlocks(previous.blocks, current.blocks)) * tokensPerToken);
}

function repeatedBlocks(before: readonly SentBlock[], now: readonly SentBlock[]): readonly SentBlock[] {
  const left = new Map<string, number>();
  for (const { clientHash } of before) left.set(clientHash, (left.get(clientHash) ?? 0) + 1);
  return now.filter(({ clientHash }) => {
    const count = left.get(clientHash) ?? 0;
    left.set(clientHash, count - 1);
    return count > 0;
  });
}

interface Explanation extends Pick<CacheOutcome, 'cause' | 'firstDifference' | 'causedByUs'> {
  readonly culprit: BreakCulprit;
}

function explain(facts: CacheFacts & { readonly previous: SentPrefix }, hot: number): Explanation {
  const { previous, current, forecast } = facts;
  const idleMs = current.sentAt - previous.sentAt;
  if (idleMs > facts.lifetimeMs) {
    return { culprit: 'time', cause: say('cache.expired', { time: duration(idleMs) }) };
  }
  if (previous.model !== current.model) {
    return { culprit: 'model', cause: say('cache.model', { before: previous.model, now: current.model }) };
  }
  const common = commonLength(previous.blocks, current.blocks);
  const [before, now] = [previous.blocks[common], current.blocks[common]];
  if (before !== undefined && now !== undefined) {
    return { ...differenceOf(before, now, { previous, current }), firstDifference: now.start };
  }
  const added = current.blocks.length - previous.blocks.length;
  const wasForeseen = forecast.read <= hot * (1 + tolerance);
  if (!wasForeseen || facts.lookback === undefined) {
    return { culprit: 'provider', cause: say('cache.provider') };
  }
  return added >= facts.lookback
    ? {
        culprit: 'breakpoints',
        cause: say('cache.lookback', { n: added, lookback: facts.lookback }),
      }
    : { culprit: 'breakpoints', cause: say('cache.breakpoints') };
}

function differenceOf(
  before: SentBlock,
  now: SentBlock,
  { previous, current }: { readonly previous: SentPrefix; readonly current: Pick<SentPrefix, 'blocks'> },
): Explanation {
  const isOurs = before.kind === now.kind && before.callId === now.callId && before.clientHash === now.clientHash;
  if (isOurs) {
    return { culprit: 'us', causedByUs: true, cause: say('cache.us', { block: now.label }) };
  }
  if (now.kind === 'toolDefinition' || before.kind === 'toolDefinition') {
    return { culprit: 'tools', causedByUs: false, cause: describeTools(previous.blocks, current.blocks) };
  }
  if (now.kind === 'system') return { culprit: 'system', causedByUs: false, cause: describeSystem(before, now) };
  const cause = say('cache.client', { n: now.message + 1, now: now.label, before: before.label });
  return { culprit: 'client', causedByUs: false, cause };
}

/** Both texts are quoted in the record, so no secret may stand in them. */
function describeSystem(before: SentBlock, now: SentBlock): string {
  const [from, to] = [redactSecrets(before.text ?? ''), redactSecrets(now.text ?? '')];
  const isKnown = before.text !== undefined && now.text !== undefined && from !== to;
  return isKnown ? say('cache.systemChanged', { change: describeChange(from, to) }) : say('cache.system');
}

function describeTools(before: readonly SentBlock[], now: readonly SentBlock[]): string {
  const [old, fresh] = [toolsIn(before), toolsIn(now)];
  const added = [...fresh.keys()].filter(name => !old.has(name));
  const removed = [...old.keys()].filter(name => !fresh.has(name));
  const changed = [...fresh].filter(([name, hash]) => old.has(name) && old.get(name) !== hash).map(([name]) => name);
  const parts = [
    ...(added.length > 0 ? [say('tools.came', { names: listed(added) })] : []),
    ...(removed.length > 0 ? [say('tools.went', { names: listed(removed) })] : []),
    ...(changed.length > 0 ? [say('tools.changed', { names: listed(changed) })] : []),
  ];
  return parts.length > 0 ? say('cache.tools', { changes: parts.join('; ') }) : say('cache.toolsOrder');
}

function toolsIn(blocks: readonly SentBlock[]): ReadonlyMap<string, string> {
  return new Map(blocks.filter(({ kind }) => kind === 'toolDefinition').map(block => [block.label, block.clientHash]));
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

function commonLength(before: readonly SentBlock[], now: readonly SentBlock[]): number {
  const differs = now.findIndex((block, i) => {
    const other = before[i];
    return other === undefined || keyOf(other) !== keyOf(block);
  });
  return differs === -1 ? now.length : differs;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? say('time.minutes', { n: minutes }) : say('time.hours', { n: Math.round(minutes / 60) });
}

function sumTokens(blocks: readonly SentBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.tokens, 0);
}
