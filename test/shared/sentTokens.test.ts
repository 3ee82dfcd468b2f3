import { describe, expect, test } from 'vitest';
import type { Mode } from '../../src/shared/modes.ts';
import type { ExchangeDetail, Usage } from '../../src/shared/records.ts';
import { countSent, sentBlocks, sentContext } from '../../src/shared/sentTokens.ts';

/** Three blocks of 1,000 tokens: the first whole, the second planned or made smaller just now, the third replayed smaller. */
function detail(mode: Mode, usage?: Usage): ExchangeDetail {
  const after = [1000, 200, 300];
  return {
    mode,
    tokensBefore: 3000,
    tokensAfter: 1500,
    blocks: after.map((tokensAfter, position) => ({ position, tokensBefore: 1000, tokensAfter })),
    receipts: [
      { block: 0, transform: 'none', fresh: false },
      { block: 1, transform: 'test-log', fresh: true },
      { block: 2, transform: 'test-log', fresh: false },
    ],
    ...(usage !== undefined && { usage }),
  } as unknown as ExchangeDetail;
}

describe('what went upstream', () => {
  test('is in simulate what the client sent, but for decisions that were replayed', () => {
    expect(sentBlocks(detail('simulate')).map(({ tokensSent }) => tokensSent)).toEqual([1000, 1000, 300]);
    expect(countSent(detail('simulate'))).toBe(3000);
  });

  test('is in every other mode what the record shows', () => {
    for (const mode of ['audit', 'optimize'] as const) {
      expect(sentBlocks(detail(mode)).map(({ tokensSent }) => tokensSent)).toEqual([1000, 200, 300]);
      expect(countSent(detail(mode))).toBe(1500);
    }
  });

  test('is the count of the provider where it reported one', () => {
    const usage = { input: 3, output: 900, cacheRead: 2000, cacheWrite5m: 700, cacheWrite1h: 30 };

    expect(sentContext(detail('simulate', usage))).toEqual({ value: 2733, measured: true });
    expect(sentContext(detail('simulate'))).toEqual({ value: 3000, measured: false });
    expect(sentContext(detail('optimize'))).toEqual({ value: 1500, measured: false });
  });
});
