import { describe, expect, test } from 'vitest';
import type { ExchangeDetail } from '../../../src/shared/records.ts';
import { blockRows, isChanged } from '../../../webview/model/blockRows.ts';
import { onOneScale } from '../../../webview/model/oneScale.ts';
import { detailOf, workingDay } from '../fixtures.ts';

test('tool definitions fold by server and cache state, and no token is lost', () => {
  const exchange = workingDay().exchanges.find(({ id }) => id === 'flaky-48');
  if (exchange === undefined) throw new Error('The fixture lacks its exchange.');
  const detail = onOneScale(detailOf(exchange));

  const rows = blockRows(detail);

  expect(rows.slice(0, 3).map(({ label, count }) => [label, count])).toEqual([
    ['Built-in', 14],
    ['MCP playwright', 24],
    ['MCP github', 19],
  ]);
  expect(rows.filter(isChanged)).toHaveLength(4);
  expect(rows.reduce((sum, row) => sum + row.tokensAfter, 0)).toBe(
    detail.blocks.reduce((sum, block) => sum + block.tokensAfter, 0),
  );
});

describe('where the cache stood for a block', () => {
  const [newest] = workingDay().exchanges;
  if (newest === undefined) throw new Error('The day is empty.');
  const { usage: _, ...real } = detailOf(newest);
  const cache = { forecastRead: 0, forecastWrite: 0, hot: 60_000, rewritten: 20_000, fresh: 5000 };

  /** Results of 10k, 50k, 20k and 5k tokens; of the second, 2k are left. */
  function request(change: Partial<ExchangeDetail>): ExchangeDetail {
    const [block] = real.blocks;
    const [receipt] = real.receipts;
    if (block === undefined || receipt === undefined) throw new Error('The fixture lacks its blocks.');
    const sizes = [10_000, 50_000, 20_000, 5000];
    return {
      ...{ ...real, cache },
      blocks: sizes.map((tokensBefore, position) => ({
        ...{ ...block, position, kind: 'toolResult', label: `Read ${position}`, tokensBefore },
        tokensAfter: position === 1 ? 2000 : tokensBefore,
      })),
      receipts: [{ ...receipt, block: 1, transform: 'test-log', fresh: true }],
      ...change,
    };
  }

  const states = (change: Partial<ExchangeDetail>) =>
    blockRows(onOneScale(request(change))).map(({ cache: state }) => state);

  test('counts in simulate what was sent, not what was planned', () => {
    expect(states({ mode: 'simulate' })).toEqual(['hot', 'hot', 'rewritten', 'fresh']);
  });

  test('counts in the other modes what was sent too, which may be a decision of before', () => {
    const smaller = { ...cache, hot: 12_000 };

    expect(states({ mode: 'audit', cache: smaller })).toEqual(['hot', 'hot', 'rewritten', 'fresh']);
    expect(states({ mode: 'optimize', cache: smaller })).toEqual(['hot', 'hot', 'rewritten', 'fresh']);
  });

  test('is unknown where the provider counted a conversation that it keeps', () => {
    const usage = { input: 5000, output: 9, cacheRead: 900_000, cacheWrite5m: 0, cacheWrite1h: 0 };

    expect(new Set(states({ mode: 'audit', usage, cache: { ...cache, hot: 900_000 } }))).toEqual(new Set(['unknown']));
  });
});
