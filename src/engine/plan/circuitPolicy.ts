import { say } from '../../shared/sentences/say.ts';
import type { RequestIndex } from '../conversation/request.ts';

/** Answers that judge the body itself; others speak about the account, the address or the pace. */
const bodyRefusals = new Set([400, 413, 422]);

/** Why an edited request's refusal ends judging in its conversation; `undefined` when it says nothing of the edit. */
export function reasonOfRefusal(status: number): string | undefined {
  return bodyRefusals.has(status) ? say('stop.refused', { status }) : undefined;
}

/** How an exchange fared in the provider's cache. */
export interface CacheSurprise {
  /** Tokens that were paid again although they had been cached. */
  readonly rewritten: number;
  /** `us`: we sent a block in another form. `provider`: nothing that we can see has changed. Anything else has its cause elsewhere. */
  readonly culprit: string | undefined;
  /** True when this request or the one before it held a replacement. */
  readonly isEdited: boolean;
  /** True where the cache follows rules that can be relied on; caches that providers keep as they like miss now and then. */
  readonly isDeterministic: boolean;
}

/** Why a cache miss ends judging in its conversation; `undefined` when it was to be expected or none of our doing. */
export function reasonOfMiss(surprise: CacheSurprise): string | undefined {
  const { rewritten, culprit, isEdited, isDeterministic } = surprise;
  if (rewritten === 0 || !isEdited) return undefined;
  if (culprit === 'us') return say('stop.lost', { n: rewritten });
  if (culprit !== 'provider' || !isDeterministic) return undefined;
  return say('stop.lostAfterEdit', { n: rewritten });
}

/**
 * The end of what every later request of the conversation repeats: the last assistant turn, or, in a first request, the
 * first message. What came after may be sent differently when the client tries again.
 */
export function lastingChain({ blocks, liveFrom }: RequestIndex): string | undefined {
  const before = blocks.slice(0, liveFrom).findLast(block => block.message >= 0);
  if (before !== undefined) return before.chain;
  const first = blocks.find(block => block.message >= 0);
  return first === undefined ? undefined : blocks.findLast(block => block.message === first.message)?.chain;
}
