import { type DisabledServer, serverToDisable } from '../../src/shared/disabledServer.ts';
import type { ExchangeDetail, WasteFinding } from '../../src/shared/records.ts';
import type { WasteCategory } from '../../src/shared/wasteCategories.ts';

/** One bar of the histogram. */
export interface WasteRow {
  readonly category: WasteCategory;
  readonly tokens: number;
  /** US dollars; undefined where nobody knows the model's price. */
  readonly costPerTurn: number | undefined;
  /** US dollars up to this request; undefined where nobody counted along, as in what was imported. */
  readonly costSoFar: number | undefined;
  /** Positions of the blocks that carry it, in request order. */
  readonly blocks: readonly number[];
}

export type WasteUnit = 'tokens' | 'money';

/** Findings by category, the largest in the chosen unit first. Cache breaks are money already spent and have their own row. */
export function wasteRows(findings: readonly WasteFinding[], unit: WasteUnit): readonly WasteRow[] {
  const rows = new Map<WasteCategory, Omit<WasteRow, 'category' | 'blocks'> & { readonly blocks: Set<number> }>();
  for (const { category, tokens, costPerTurn, costSoFar, block } of findings) {
    if (category === 'cacheBreak') continue;
    const row = rows.get(category) ?? { tokens: 0, costPerTurn: undefined, costSoFar: undefined, blocks: new Set() };
    if (block !== undefined) row.blocks.add(block);
    rows.set(category, {
      tokens: row.tokens + tokens,
      costPerTurn: addKnown(row.costPerTurn, costPerTurn),
      costSoFar: addKnown(row.costSoFar, costSoFar),
      blocks: row.blocks,
    });
  }
  const size = (row: WasteRow): number => (unit === 'money' ? (row.costPerTurn ?? 0) : row.tokens);
  return [...rows]
    .map(([category, row]) => ({ category, ...row, blocks: [...row.blocks].sort((a, b) => a - b) }))
    .sort((a, b) => size(b) - size(a));
}

function addKnown(sum: number | undefined, amount: number | null | undefined): number | undefined {
  return amount === undefined || amount === null ? sum : (sum ?? 0) + amount;
}

/** One thing to do, with everything that it would remedy. */
export interface Recommendation {
  readonly category: WasteCategory;
  readonly place: string;
  readonly line?: number;
  readonly text: string;
  readonly tokens: number;
  readonly costPerTurn: number | undefined;
  readonly costSoFar: number | undefined;
  readonly blocks: readonly number[];
  readonly disables?: DisabledServer;
}

/** Findings that one action remedies are one recommendation; what costs most comes first. */
export function recommend(
  detail: Pick<ExchangeDetail, 'waste' | 'client' | 'project' | 'origin'>,
): readonly Recommendation[] {
  const byAction = new Map<string, Recommendation>();
  for (const finding of detail.waste) {
    const key = `${finding.category}\n${finding.place}\n${finding.recommendation}`;
    const known = byAction.get(key);
    const blocks = finding.block === undefined ? [] : [finding.block];
    byAction.set(key, {
      category: finding.category,
      place: finding.place,
      ...(finding.line === undefined ? {} : { line: finding.line }),
      text: finding.recommendation,
      tokens: (known?.tokens ?? 0) + finding.tokens,
      costPerTurn: addKnown(known?.costPerTurn, finding.costPerTurn),
      costSoFar: addKnown(known?.costSoFar, finding.costSoFar),
      blocks: [...(known?.blocks ?? []), ...blocks],
      ...serverToDisable(finding, detail),
    });
  }
  return [...byAction.values()].sort((a, b) => (b.costPerTurn ?? 0) - (a.costPerTurn ?? 0) || b.tokens - a.tokens);
}
