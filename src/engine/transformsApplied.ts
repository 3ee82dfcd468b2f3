import type { Receipt } from '../shared/records.ts';

/** `router:<transform>:<share of the block's tokens kept>` per replaced block, e.g. `router:json_records:0.35`. */
export function transformsApplied(receipts: readonly Receipt[]): readonly string[] {
  return receipts
    .filter(({ transform }) => transform !== 'none')
    .map(
      ({ transform, tokensBefore, tokensAfter }) => `router:${transform}:${(tokensAfter / tokensBefore).toFixed(2)}`,
    );
}
