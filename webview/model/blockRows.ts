import type { BlockRecord, Receipt } from '../../src/shared/records.ts';
import { itemLabel } from './composition.ts';
import type { ScaledDetail } from './oneScale.ts';

/** Where the provider's cache stood for a block. */
export type CacheState = 'hot' | 'rewritten' | 'fresh' | 'unknown';

/** One line of a request's block list: a block, or neighbouring tool definitions of one server. */
export interface BlockRow {
  readonly first: number;
  readonly last: number;
  readonly block: BlockRecord;
  readonly label: string;
  /** How many tool definitions a folded line stands for; 1 for a block. */
  readonly count: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly wasteTokens: number;
  readonly cache: CacheState;
  readonly receipt: Receipt | undefined;
}

/** The blocks of a request as lines. Tool definitions fold by server, since a client sends dozens of them. */
export function blockRows(detail: ScaledDetail): readonly BlockRow[] {
  const receipts = new Map(detail.receipts.map(receipt => [receipt.block, receipt]));
  const rows: BlockRow[] = [];
  let start = 0;
  for (const block of detail.blocks) {
    const cache = cacheStateAt(start, detail);
    start += block.tokensSent;
    const before = rows.at(-1);
    if (before !== undefined && folds(before, block, cache)) {
      rows[rows.length - 1] = {
        ...before,
        last: block.position,
        count: before.count + 1,
        tokensBefore: before.tokensBefore + block.tokensBefore,
        tokensAfter: before.tokensAfter + block.tokensAfter,
        wasteTokens: before.wasteTokens + block.wasteTokens,
      };
    } else {
      rows.push({
        first: block.position,
        last: block.position,
        block,
        label: block.kind === 'toolDefinition' ? itemLabel(block) : block.label,
        count: 1,
        tokensBefore: block.tokensBefore,
        tokensAfter: block.tokensAfter,
        wasteTokens: block.wasteTokens,
        cache,
        receipt: receipts.get(block.position),
      });
    }
  }
  return rows;
}

export function isChanged(row: BlockRow): boolean {
  return row.receipt !== undefined && row.receipt.transform !== 'none';
}

function folds(row: BlockRow, block: BlockRecord, cache: CacheState): boolean {
  return (
    block.kind === 'toolDefinition' &&
    row.block.kind === 'toolDefinition' &&
    row.label === itemLabel(block) &&
    row.cache === cache
  );
}

/**
 * The cache holds a prefix of what was sent: first what was read, then what had to be written again, then what is new. Where
 * the provider counted something else than what we see, such as a conversation that it keeps, no place in it is known.
 */
function cacheStateAt(tokensAhead: number, { cache, usage, totalMeasured }: ScaledDetail): CacheState {
  if (cache === undefined || (usage !== undefined && !totalMeasured)) return 'unknown';
  if (tokensAhead < cache.hot) return 'hot';
  return tokensAhead < cache.hot + cache.rewritten ? 'rewritten' : 'fresh';
}
