import type { BlockRecord, ExchangeDetail, ExchangeSummary } from './records.ts';

/** A block with what of it went upstream, in the count of its other figures. */
export interface SentBlock extends BlockRecord {
  readonly tokensSent: number;
}

/**
 * What really went upstream, block by block. In `simulate` a smaller size is only a plan, and the block went as it came, unless
 * an earlier decision was replayed: that goes out in every mode.
 */
export function sentBlocks({
  mode,
  blocks,
  receipts,
}: Pick<ExchangeDetail, 'mode' | 'blocks' | 'receipts'>): readonly SentBlock[] {
  if (mode !== 'simulate') return blocks.map(block => ({ ...block, tokensSent: block.tokensAfter }));
  const replayed = new Set(receipts.filter(({ fresh }) => fresh === false).map(({ block }) => block));
  return blocks.map(block => ({
    ...block,
    tokensSent: replayed.has(block.position) ? block.tokensAfter : block.tokensBefore,
  }));
}

/** Our count of the context that went upstream. A summary does not tell what `simulate` replayed, so there all went as it came. */
export function countSent({
  mode,
  tokensBefore,
  tokensAfter,
}: Pick<ExchangeSummary, 'mode' | 'tokensBefore' | 'tokensAfter'>): number {
  return mode === 'simulate' ? tokensBefore : tokensAfter;
}

/** The context that went upstream: the provider's count when it reported one, else ours. */
export function sentContext(exchange: ExchangeSummary): { readonly value: number; readonly measured: boolean } {
  const { usage } = exchange;
  return usage === undefined
    ? { value: countSent(exchange), measured: false }
    : { value: usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h, measured: true };
}
