import type { RequestIndex } from '../engine/conversation/request.ts';

/** Answers that judge the body itself; others speak about the account, the address or the pace. */
const bodyRefusals = new Set([400, 413, 422]);

/** Conversations are remembered up to this number; the oldest are forgotten first. */
const maxRemembered = 1000;

/**
 * Remembers the conversations in which an edit of ours was followed by a refusal or an unexpected cache miss. There,
 * nothing new is judged any more; decisions that were sent before are still replayed, because taking them back would
 * rewrite the provider's cache.
 */
export class CircuitBreaker {
  readonly #reasons = new Map<string, string>();

  /** Why this conversation is no longer judged; `undefined` while it is. */
  reasonFor(index: RequestIndex): string | undefined {
    if (this.#reasons.size === 0) return undefined;
    for (const block of index.blocks) {
      const reason = this.#reasons.get(block.chain);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** Tells how an edited request fared. */
  observe(index: RequestIndex, status: number): void {
    if (bodyRefusals.has(status)) this.open(index, `the upstream answered ${status} to an edited request`);
  }

  open(index: RequestIndex, reason: string): void {
    const chain = lastingChain(index);
    if (chain === undefined) return;
    this.#reasons.set(chain, reason);
    const [oldest] = this.#reasons.keys();
    if (this.#reasons.size > maxRemembered && oldest !== undefined) this.#reasons.delete(oldest);
  }
}

/**
 * The end of what every later request of the conversation repeats: the last assistant turn, or, in a first request, the
 * first message. What came after may be sent differently when the client tries again.
 */
function lastingChain({ blocks, liveFrom }: RequestIndex): string | undefined {
  const before = blocks.slice(0, liveFrom).findLast(block => block.message >= 0);
  if (before !== undefined) return before.chain;
  const first = blocks.find(block => block.message >= 0);
  return first === undefined ? undefined : blocks.findLast(block => block.message === first.message)?.chain;
}
