import type { Block, RequestIndex } from '../../conversation/request.ts';
import type { Decision } from '../decision.ts';

/** How large a prompt was, by the provider's own count. */
interface MeasuredPrompt {
  readonly tokens: number;
  /** Bytes of its blocks as they went upstream. */
  readonly bytes: number;
}

/** Prompts are remembered up to this number; the oldest are forgotten first. */
const maxPrompts = 2000;

/** Where nothing was measured yet: more bytes than most texts have per token, so that only what is surely too large is. */
const cautiousBytesPerToken = 4.5;

/**
 * Sizes of prompts, from what providers reported of the requests before them: as exact as they count themselves, for any
 * model, and nothing needs to be counted while a request waits.
 */
export class PromptSizes {
  readonly #measured = new Map<string, MeasuredPrompt>();

  /** Tells what a provider reported of a request; `bytes` are those of its blocks as they were sent. */
  learn(model: string, index: RequestIndex, bytes: readonly number[], tokens: number): void {
    const last = index.blocks.at(-1);
    const total = sum(bytes);
    if (last === undefined || tokens === 0 || total === 0) return;
    this.#measured.set(keyOf(model, last), { tokens, bytes: total });
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > maxPrompts && oldest !== undefined) this.#measured.delete(oldest);
  }

  /** Tokens of each block, as the latest known request of this conversation was counted. */
  estimate(model: string, index: RequestIndex, bytes: readonly number[]): readonly number[] {
    const known = index.blocks
      .toReversed()
      .map(block => this.#measured.get(keyOf(model, block)))
      .find(prompt => prompt !== undefined);
    const tokensPerByte = known === undefined ? 1 / cautiousBytesPerToken : known.tokens / known.bytes;
    return bytes.map(count => count * tokensPerByte);
  }
}

/** Bytes of each block as it goes upstream. Media are counted by other rules; what they cost is spread over the texts. */
export function sentBytes({ blocks }: RequestIndex, decisions: ReadonlyMap<number, Decision>): readonly number[] {
  return blocks.map(({ position, kind, deferred, slot }) => {
    if (deferred === true || kind === 'image' || kind === 'document') return 0;
    const outcome = decisions.get(position)?.outcome;
    return outcome?.kind === 'replace' ? Buffer.byteLength(outcome.output) : slot.end - slot.start;
  });
}

function keyOf(model: string, { chain }: Block): string {
  return `${model} ${chain}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
