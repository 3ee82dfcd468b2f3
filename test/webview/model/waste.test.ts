import { expect, test } from 'vitest';
import type { WasteFinding } from '../../../src/shared/records.ts';
import { recommend, wasteRows } from '../../../webview/model/waste.ts';

const finding = (part: Partial<WasteFinding>): WasteFinding => ({
  category: 'staleReads',
  tokens: 100,
  place: 'a.ts',
  costPerTurn: 0.001,
  recommendation: 'Read ranges',
  ...part,
});

test('findings add up by category; cache breaks are money already spent and stay out', () => {
  const findings = [finding({ block: 4 }), finding({ block: 2 }), finding({ category: 'cacheBreak', tokens: 9999 })];

  expect(wasteRows(findings, 'tokens')).toEqual([
    { category: 'staleReads', tokens: 200, costPerTurn: 0.002, blocks: [2, 4] },
  ]);
});

test('what one action remedies is one recommendation, the dearest first', () => {
  const cheap = finding({ block: 1 });
  const dear = finding({
    category: 'unusedTools',
    place: 'playwright',
    costPerTurn: 0.01,
    recommendation: 'Disable it',
  });

  const advice = recommend({ waste: [cheap, cheap, dear] });

  expect(advice.map(({ place, tokens }) => [place, tokens])).toEqual([
    ['playwright', 100],
    ['a.ts', 200],
  ]);
});
