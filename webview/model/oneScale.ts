import type { BlockRecord, CompositionShare, ExchangeDetail } from '../../src/shared/records.ts';
import { sentContext } from './figures.ts';

/** An exchange whose every figure is in one currency: the provider's tokens where it reported any, else ours. */
export interface ScaledDetail extends ExchangeDetail {
  /** Tokens of the provider per token of ours; 1 where the figures are ours. */
  readonly factor: number;
  /** True when the total is the provider's own count; its shares are ours in any case. */
  readonly totalMeasured: boolean;
}

/** Beyond these factors the provider counted something else than what we see, such as a conversation that it keeps itself. */
const plausible = { least: 0.4, most: 2.5 };

/**
 * Brings our counts of a request's parts to the provider's count of the whole, so that the parts add up to the total that is
 * shown, to the token. Blocks that were not changed are equal before and after, however the rounding falls.
 */
export function onOneScale(detail: ExchangeDetail): ScaledDetail {
  const { factor, total, totalMeasured } = scaleOf(detail);
  const wentOut = detail.blocks.map(block => sentTokens(detail, block));
  const sent = shareOut(wentOut, total, factor);
  const blocks = detail.blocks.map((block, index) => scaleBlock(block, { sent: sent[index] ?? 0, factor, detail }));
  const byPosition = new Map(blocks.map(block => [block.position, block]));
  return {
    ...detail,
    factor,
    totalMeasured,
    blocks,
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
    waste: detail.waste.map(finding => ({ ...finding, tokens: Math.round(finding.tokens * factor) })),
  };
}

function scaleOf(detail: ExchangeDetail): { factor: number; total: number; totalMeasured: boolean } {
  const counted = sum(detail.blocks, block => sentTokens(detail, block));
  const { value, measured } = sentContext(detail);
  const factor = counted === 0 ? 1 : value / counted;
  if (!measured || factor < plausible.least || factor > plausible.most) {
    return { factor: 1, total: counted, totalMeasured: false };
  }
  return { factor, total: value, totalMeasured: true };
}

/** What of a block went upstream. In `simulate` the record shows the plan, and the block went as it came. */
function sentTokens({ mode }: ExchangeDetail, block: BlockRecord): number {
  return mode === 'simulate' ? block.tokensBefore : block.tokensAfter;
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

function scaleBlock(
  block: BlockRecord,
  { sent, factor, detail }: { readonly sent: number; readonly factor: number; readonly detail: ExchangeDetail },
): BlockRecord {
  const isPlan = detail.mode === 'simulate';
  const isSame = block.tokensBefore === block.tokensAfter;
  const other = isSame ? sent : Math.round((isPlan ? block.tokensAfter : block.tokensBefore) * factor);
  const tokensAfter = isPlan ? other : sent;
  return {
    ...block,
    tokensBefore: isPlan ? sent : other,
    tokensAfter,
    wasteTokens: Math.min(tokensAfter, Math.round(block.wasteTokens * factor)),
  };
}

function compositionOf(blocks: readonly BlockRecord[]): readonly CompositionShare[] {
  const kinds = [...new Set(blocks.map(({ kind }) => kind))];
  return kinds.map(kind => {
    const own = blocks.filter(block => block.kind === kind);
    return {
      kind,
      tokens: sum(own, block => block.tokensAfter),
      wasteTokens: sum(own, block => block.wasteTokens),
    };
  });
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
