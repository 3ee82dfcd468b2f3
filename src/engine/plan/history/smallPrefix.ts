import { contentOf } from '../../analysis/describeBlocks.ts';
import type { Block, RequestIndex } from '../../conversation/request.ts';
import type { ModelFacts } from '../../models/modelFacts.ts';
import { tierFor } from '../../models/price.ts';
import type { TokenCounter } from '../../tokens/tokenCounter.ts';
import type { PlannedBlock } from '../planRequest.ts';

/**
 * What stands before a block, where that is so little that the block decides whether the provider caches the prefix at all.
 * Plain data, so that it crosses to the thread that counts.
 */
export interface SmallPrefix {
  /** As it goes upstream at least: blocks that are judged at the same time are left out. */
  readonly text: string;
  /** All text of the request, where it holds nothing but texts besides the block: no more than that can be cached yet. */
  readonly request?: string;
  /** Prefixes of fewer tokens are not cached. */
  readonly minimumTokens: number;
  /** Price of a token that is read from the cache, as a share of one that is not. */
  readonly readShare: number;
}

/** Hardly any text has so many bytes per token; a prefix of more than the minimum's worth of them needs no counting. */
const bytesPerToken = 16;

/** `undefined` where the block cannot matter: enough stands before it, or nothing of this request is cached anyway. */
export function smallPrefixOf(
  block: Block,
  plan: readonly PlannedBlock[],
  { body, index, model }: { readonly body: Uint8Array; readonly index: RequestIndex; readonly model: ModelFacts },
): SmallPrefix | undefined {
  const prices = tierFor(model, 0);
  if (prices === undefined || !isCached(index, model) || index.previousResponseId !== undefined) return undefined;
  const enough = model.minimumCacheableTokens * bytesPerToken;
  const end = endOfPrefix(block, index);
  const texts: string[] = [];
  let bytes = 0;
  for (const planned of plan) {
    if (planned.block.position >= end) break;
    if (planned.kind === 'birth' || !isCountable(planned.block, block)) continue;
    const text = planned.kind === 'replay' ? outputOf(planned.decision) : contentOf(body, planned.block);
    bytes += text.length;
    if (bytes >= enough) return undefined;
    texts.push(text);
  }
  const readShare = prices.cacheRead / prices.input;
  const request = textBeside(block, plan, body);
  const isLittle = request !== undefined && request.length < enough;
  return {
    text: texts.join('\n'),
    ...(isLittle && { request }),
    minimumTokens: model.minimumCacheableTokens,
    readShare,
  };
}

function textBeside(block: Block, plan: readonly PlannedBlock[], body: Uint8Array): string | undefined {
  const others = plan.filter(planned => planned.block !== block);
  if (others.some(planned => planned.kind === 'replay' || !isCountable(planned.block, block))) return undefined;
  return others.map(planned => contentOf(body, planned.block)).join('\n');
}

/**
 * Whether a replacement leaves the prefix large enough to be cached, or makes it so much smaller that sending it uncached,
 * up to the very minimum, costs no more than reading the whole from the cache would.
 */
export function mayShrink(
  { text, minimumTokens, readShare }: SmallPrefix,
  tokens: { readonly before: number; readonly after: number },
  counter: TokenCounter,
): boolean {
  const surely = 1 - counter.errorBand;
  const ahead = counter.count(text);
  return (
    (ahead + tokens.after) * surely >= minimumTokens || (ahead + tokens.before) * surely * readShare >= minimumTokens
  );
}

/** A question and its answer: a conversation grows by this much per request, or it is hardly one. */
const leastGrowth = 100;

/**
 * Whether a replacement pays in a request that is too small to be cached as it is, although the conversation then is cached
 * later. While it grows by what was saved, the whole would be read from the cache where the rest is still sent at full price;
 * the difference rises evenly over that stretch, and its mean must not eat up what is saved at once.
 */
export function paysUncached(
  { request, minimumTokens, readShare }: SmallPrefix,
  { before, after }: { readonly before: number; readonly after: number },
  counter: TokenCounter,
): boolean {
  if (request === undefined) return false;
  if ((counter.count(request) + before) * (1 + counter.errorBand) >= minimumTokens) return false;
  const saved = before - after;
  const meanLoss = minimumTokens * (1 - readShare) - (saved * (1 + readShare)) / 2;
  return meanLoss * (saved / leastGrowth) <= saved;
}

/** Where the client sets breakpoints, nothing is cached without them. */
function isCached({ blocks, cacheMark }: RequestIndex, { provider }: ModelFacts): boolean {
  if (provider !== 'anthropic') return true;
  return cacheMark !== undefined || blocks.some(block => block.cacheMark !== undefined);
}

/** A prefix may be cached from the block on; with definitions, which stand before everything, from the first breakpoint on. */
function endOfPrefix({ kind, position }: Block, { blocks }: RequestIndex): number {
  if (kind !== 'toolDefinition') return position;
  const marked = blocks.findIndex(({ cacheMark }) => cacheMark !== undefined);
  return marked < 0 ? blocks.length : marked + 1;
}

/** Bytes of media say nothing of their tokens; they count for none, which errs towards leaving the block alone. */
function isCountable({ kind, deferred }: Block, before: Block): boolean {
  const isJudgedToo = kind === 'toolDefinition' && before.kind === 'toolDefinition';
  return deferred !== true && kind !== 'image' && kind !== 'document' && !isJudgedToo;
}

function outputOf({ outcome }: Extract<PlannedBlock, { kind: 'replay' }>['decision']): string {
  return outcome.kind === 'replace' ? outcome.output : '';
}
