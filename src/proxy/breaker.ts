import type { RequestIndex } from '../engine/conversation/request.ts';
import { lastingChain, reasonOfRefusal } from '../engine/plan/circuitPolicy.ts';

/** Conversations are remembered up to this number; the oldest are forgotten first. */
const maxRemembered = 1000;

/**
 * Remembers the conversations in which an edit of ours was followed by a refusal or an unexpected cache miss. There,
 * nothing new is judged any more; decisions that were sent before are still replayed, because taking them back would
 * rewrite the provider's cache.
 *
 * A restart forgets them. What was decided is replayed in any case, a new version may be the cure, and if it is not, the
 * next refusal opens the circuit again.
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
    const reason = reasonOfRefusal(status);
    if (reason !== undefined) this.open(index, reason);
  }

  open(index: RequestIndex, reason: string): void {
    const chain = lastingChain(index);
    if (chain === undefined) return;
    this.#reasons.set(chain, reason);
    const [oldest] = this.#reasons.keys();
    if (this.#reasons.size > maxRemembered && oldest !== undefined) this.#reasons.delete(oldest);
  }
}
