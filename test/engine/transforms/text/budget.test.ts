import { expect, test } from 'vitest';
import { mayOmit, rewritingSuffices, TokenScale, tokenBudget } from '../../../../src/engine/transforms/text/budget.ts';
import { contextFor } from './textContext.ts';

test('nothing is left out without a client that can retrieve, in lossless, or of a short text', () => {
  expect(tokenBudget(9000, contextFor('balanced', false))).toBeUndefined();
  expect(tokenBudget(9000, contextFor('lossless'))).toBeUndefined();
  expect(tokenBudget(900, contextFor('balanced'))).toBeUndefined();
});

test('balanced keeps about a third, agent-90 about a tenth, of very long texts less', () => {
  expect(tokenBudget(9000, contextFor('balanced'))).toBe(2970);
  expect(tokenBudget(9000, contextFor('agent-90'))).toBe(891);
  expect(tokenBudget(90_000, contextFor('balanced'))).toBe(19_800);
});

test('a rewriting that is short enough needs no omission', () => {
  expect(rewritingSuffices(4000, 9000, contextFor('balanced'))).toBe(true);
  expect(rewritingSuffices(4000, 9000, contextFor('agent-90'))).toBe(false);
});

test('a scale estimates lines by the density of the text', () => {
  expect(new TokenScale('abcdef'.repeat(100), contextFor('balanced')).of('abcdef')).toBeCloseTo(3);
});

test('a quick look tells when nothing can be left out', () => {
  expect(mayOmit('x'.repeat(999), contextFor('balanced'))).toBe(false);
  expect(mayOmit('x'.repeat(1000), contextFor('balanced'))).toBe(true);
  expect(mayOmit('x'.repeat(1000), contextFor('lossless'))).toBe(false);
});
