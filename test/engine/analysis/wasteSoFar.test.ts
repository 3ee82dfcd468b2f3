import { expect, it } from 'vitest';
import { sumWaste } from '../../../src/engine/analysis/wasteSoFar.ts';
import type { WasteFinding } from '../../../src/shared/records.ts';

const finding = (costPerTurn: number | null, place = 'Prompt cache'): WasteFinding => ({
  category: 'cacheBreak',
  tokens: 10,
  place,
  costPerTurn,
  recommendation: 'r',
});

it('adds up what each finding has cost, turn by turn', () => {
  const first = sumWaste([finding(2)], []);
  const second = sumWaste([], [], first.soFar);
  const third = sumWaste([finding(3), finding(5, 'elsewhere')], [], second.soFar);

  expect(first.findings[0]?.costSoFar).toBe(2);
  expect(third.findings.map(({ costSoFar }) => costSoFar)).toEqual([5, 5]);
});

it('gives each of two findings about the same thing its own costs', () => {
  const first = sumWaste([finding(2), finding(3)], []);
  const second = sumWaste([finding(2), finding(3)], [], first.soFar);

  expect(first.findings.map(({ costSoFar }) => costSoFar)).toEqual([2, 3]);
  expect(second.findings.map(({ costSoFar }) => costSoFar)).toEqual([4, 6]);
});

it('claims no sum for what has no known price', () => {
  const first = sumWaste([finding(null)], []);
  const second = sumWaste([finding(2)], [], first.soFar);
  const third = sumWaste([finding(null)], [], second.soFar);

  expect(first.findings).toEqual([finding(null)]);
  expect(third.findings[0]?.costSoFar).toBe(2);
});
