import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockRecord, ExchangeDetail } from '../../../src/shared/records.ts';
import { sentContext } from '../../../src/shared/sentTokens.ts';
import { onOneScale } from '../../../webview/model/oneScale.ts';
import { detailOf, workingDay } from '../fixtures.ts';

const [newest] = workingDay().exchanges;
if (newest === undefined) throw new Error('The day is empty.');
const real = detailOf(newest);

function detail(blocks: readonly Partial<BlockRecord>[], inputTokens: number | undefined): ExchangeDetail {
  const records = blocks.map(
    (block, position) => ({ ...real.blocks[0], position, wasteTokens: 0, ...block }) as BlockRecord,
  );
  const usage = { output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const { usage: _, ...rest } = real;
  const after = records.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0);
  return {
    ...{ ...rest, mode: 'optimize', blocks: records, receipts: [], waste: [], tokensAfter: after },
    ...(inputTokens !== undefined && { usage: { ...usage, input: inputTokens } }),
  };
}

test('the parts of a recorded request add up to what the provider counted, and its kinds to the same', () => {
  const scaled = onOneScale(real);

  expect(scaled.totalMeasured).toBe(true);
  expect(scaled.tokensAfter).toBe(sentContext(real).value);
  expect(scaled.composition?.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(scaled.tokensAfter);
  for (const receipt of scaled.receipts) {
    const block = scaled.blocks.find(({ position }) => position === receipt.block);
    expect([receipt.tokensBefore, receipt.tokensAfter]).toEqual([block?.tokensBefore, block?.tokensAfter]);
  }
});

test('whatever the counts are, the parts add up, none is negative, and what was not changed stays equal', () => {
  const block = fc
    .record({ before: fc.nat(50_000), kept: fc.double({ min: 0, max: 1, noNaN: true }), waste: fc.nat(9_000) })
    .map(({ before, kept, waste }) => ({
      tokensBefore: before,
      tokensAfter: kept > 0.5 ? before : Math.floor(before * kept),
      wasteTokens: waste,
    }));
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.45, max: 2.4, noNaN: true }),
      (blocks, factor) => {
        const counted = blocks.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0);
        fc.pre(counted > 100);
        const reported = Math.round(counted * factor);

        const scaled = onOneScale(detail(blocks, reported));

        expect(scaled.blocks.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0)).toBe(reported);
        for (const [index, { tokensBefore, tokensAfter, wasteTokens }] of scaled.blocks.entries()) {
          expect(tokensAfter).toBeGreaterThanOrEqual(0);
          expect(wasteTokens).toBeLessThanOrEqual(tokensAfter);
          const own = blocks[index];
          if (own?.tokensBefore === own?.tokensAfter) expect(tokensBefore).toBe(tokensAfter);
          if (own?.tokensAfter === 0) expect(tokensAfter).toBe(0);
        }
      },
    ),
  );
});

test('without usage, and where the provider counted something else, the figures are ours', () => {
  const blocks = [{ tokensBefore: 700, tokensAfter: 500 }];

  expect(onOneScale(detail(blocks, undefined))).toMatchObject({ factor: 1, totalMeasured: false, tokensAfter: 500 });
  expect(onOneScale(detail(blocks, 90_000))).toMatchObject({ factor: 1, totalMeasured: false, tokensAfter: 500 });
});

test('in simulate the provider measured what was sent: the plan left out, replayed decisions kept', () => {
  const blocks = [
    { tokensBefore: 1000, tokensAfter: 1000 },
    { tokensBefore: 1000, tokensAfter: 200 },
    { tokensBefore: 1000, tokensAfter: 500 },
  ];
  const [receipt] = real.receipts;
  if (receipt === undefined) throw new Error('The fixture lacks its receipts.');
  const receipts = [0, 1, 2].map(block => ({ ...receipt, block, fresh: block === 1 }));

  const scaled = onOneScale({ ...detail(blocks, 5000), mode: 'simulate', receipts });

  expect(scaled).toMatchObject({ tokensSent: 5000, tokensBefore: 6000, tokensAfter: 3400, totalMeasured: true });
  expect(scaled.blocks.map(({ tokensSent }) => tokensSent)).toEqual([2000, 2000, 1000]);
});

test('findings come to the scale of the provider, but for breaks of the cache, which it counted itself', () => {
  const finding = { tokens: 1000, place: 'x', costPerTurn: 0, recommendation: 'y' } as const;
  const waste = (['staleReads', 'cacheBreak', 'dynamicPrefix'] as const).map(category => ({ ...finding, category }));

  const scaled = onOneScale({ ...detail([{ tokensBefore: 10_000, tokensAfter: 10_000 }], 12_000), waste });

  expect(scaled.waste.map(({ tokens }) => tokens)).toEqual([1200, 1000, 1000]);
});
