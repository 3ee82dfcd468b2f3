import type { CompositionShare, ExchangeDetail, WasteFinding } from '../../src/shared/records.ts';
import { type SentBlock, sentBlocks, sentContext } from '../../src/shared/sentTokens.ts';
import { plausibleFactors } from './figures.ts';

/** An exchange whose every figure is in one currency: the provider's tokens where it reported any, else ours. */
export interface ScaledDetail extends ExchangeDetail {
  readonly blocks: readonly SentBlock[];
  /** All that went upstream, which in `simulate` is more than the plan's `tokensAfter`. */
  readonly tokensSent: number;
  /** Tokens of the provider per token of ours; 1 where the figures are ours. */
  readonly factor: number;
  /** True when the total is the provider's own count; its shares are ours in any case. */
  readonly totalMeasured: boolean;
}

/**
 * Brings our counts of a request's parts to the provider's count of the whole, so that the parts add up to the total that is
 * shown, to the token. Blocks that were not changed are equal before and after, however the rounding falls.
 */
export function onOneScale(detail: ExchangeDetail): ScaledDetail {
  const counted = sentBlocks(detail);
  const { factor, total, totalMeasured } = scaleOf(detail, counted);
  const sent = shareOut(
    counted.map(({ tokensSent }) => tokensSent),
    total,
    factor,
  );
  const blocks = counted.map((block, index) => scaleBlock(block, { sent: sent[index] ?? 0, factor }));
  const byPosition = new Map(blocks.map(block => [block.position, block]));
  return {
    ...detail,
    factor,
    totalMeasured,
    blocks,
    tokensSent: total,
    tokensBefore: sum(blocks, block => block.tokensBefore),
    tokensAfter: sum(blocks, block => block.tokensAfter),
    wasteTokens: sum(blocks, block => block.wasteTokens),
    composition: compositionOf(blocks),
    receipts: detail.receipts.map(receipt => {
      const block = byPosition.get(receipt.block);
      return block === undefined
        ? receipt
        : { ...receipt, tokensBefore: block.tokensBefore, tokensAfter: block.tokensAfter };
    }),
    waste: detail.waste.map(finding =>
      isBreak(finding) ? finding : { ...finding, tokens: Math.round(finding.tokens * factor) },
    ),
  };
}

function scaleOf(
  detail: ExchangeDetail,
  blocks: readonly SentBlock[],
): { factor: number; total: number; totalMeasured: boolean } {
  const counted = sum(blocks, block => block.tokensSent);
  const { value, measured } = sentContext(detail);
  const factor = counted === 0 ? 1 : value / counted;
  if (!measured || factor < plausibleFactors.least || factor > plausibleFactors.most) {
    return { factor: 1, total: counted, totalMeasured: false };
  }
  return { factor, total: value, totalMeasured: true };
}

/** Whole numbers that add up to the total: what rounding leaves over goes to those that it cut most. */
function shareOut(values: readonly number[], total: number, factor: number): readonly number[] {
  const exact = values.map(value => value * factor);
  const whole = exact.map(Math.floor);
  let left = Math.round(total - sum(whole, value => value));
  const byLoss = exact.map((value, index) => ({ index, loss: value - Math.floor(value) }));
  for (const { index } of byLoss.toSorted((a, b) => b.loss - a.loss)) {
    if (left <= 0) break;
    // What is nothing stays nothing: a tool that is not in the prefix costs no token.
    if ((values[index] ?? 0) === 0) continue;
    whole[index] = (whole[index] ?? 0) + 1;
    left--;
  }
  return whole;
}

function scaleBlock(block: SentBlock, { sent, factor }: { readonly sent: number; readonly factor: number }): SentBlock {
  const scale = (tokens: number): number => (tokens === block.tokensSent ? sent : Math.round(tokens * factor));
  const tokensAfter = scale(block.tokensAfter);
  return {
    ...block,
    tokensSent: sent,
    tokensBefore: scale(block.tokensBefore),
    tokensAfter,
    wasteTokens: Math.min(tokensAfter, Math.round(block.wasteTokens * factor)),
  };
}

/** What a break of the cache had written again is the provider's own count already. */
function isBreak({ category }: WasteFinding): boolean {
  return category === 'cacheBreak' || category === 'dynamicPrefix';
}

function compositionOf(blocks: readonly SentBlock[]): readonly CompositionShare[] {
  const kinds = [...new Set(blocks.map(({ kind }) => kind))];
  return kinds.map(kind => {
    const own = blocks.filter(block => block.kind === kind);
    return {
      kind,
      tokens: sum(own, block => block.tokensSent),
      wasteTokens: sum(own, block => block.wasteTokens),
    };
  });
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
