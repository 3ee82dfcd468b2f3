import { expect, it } from 'vitest';
import type { CacheDiagnosis } from '../../../src/engine/analysis/cacheOutcome.ts';
import { weighWaste } from '../../../src/engine/analysis/weighWaste.ts';
import type { ContextWaste, LocalWaste } from '../../../src/engine/waste/finding.ts';
import { blocksOf } from '../waste/wasteLab.ts';

const hit: CacheDiagnosis = { outcome: { forecastRead: 0, forecastWrite: 0, hot: 0, rewritten: 0, fresh: 0 } };
const lines: LocalWaste = { category: 'repeatedLines', tokens: 700, line: 3, what: '9 lines repeat earlier ones' };
const ansi: LocalWaste = { category: 'whitespace', tokens: 600, what: '80 invisible characters' };
const stale: ContextWaste = {
  category: 'staleReads',
  tokens: 1000,
  block: 0,
  place: 'a.ts',
  recommendation: 'Read less.',
};

function weigh(local: readonly LocalWaste[], context: readonly ContextWaste[], cache = hit) {
  const [record] = blocksOf({ label: 'Bash make' });
  if (record === undefined) throw new Error('a block');
  const sent = { hash: 'h', tokens: 1000, rawTokens: 1000 };
  return weighWaste({ described: [{ record, localWaste: local, sent }], context, cache, pricePerToken: 0.000002 });
}

it('counts no token twice and never more than the block has', () => {
  const { findings, byBlock, total } = weigh([lines, ansi], []);

  expect(findings.map(({ tokens }) => tokens)).toEqual([700, 600]);
  expect([byBlock.get(0), total]).toEqual([1000, 1000]);
});

it('a stale read is wasted whole, whatever else is wrong with it', () => {
  const { findings, total } = weigh([lines], [stale]);

  expect(findings.map(({ category }) => category)).toEqual(['staleReads']);
  expect(total).toBe(1000);
});

it('every finding has its price, its place and one thing to do', () => {
  const [finding] = weigh([lines], []).findings;

  expect(finding).toMatchObject({ block: 0, line: 3, place: 'Bash make' });
  expect(finding?.costPerTurn).toBeCloseTo(0.0014, 6);
  expect(finding?.recommendation).toBe(
    '9 lines repeat earlier ones in Bash make: optimize counts them instead of repeating them.',
  );
});

it('a cache break is a finding but no part of any block', () => {
  const outcome = { ...hit.outcome, rewritten: 50_000, cause: 'the tools came in another order' };

  const { findings, total } = weigh([], [], { outcome, culprit: 'tools' });

  expect(findings[0]).toMatchObject({ category: 'dynamicPrefix', tokens: 50_000, place: 'Prompt cache' });
  expect(findings[0]?.recommendation).toMatch(/^The tools came in another order\. Keep the tools/);
  expect(total).toBe(0);
});
