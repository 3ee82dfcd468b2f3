import { expect, test } from 'vitest';
import type { WasteFinding } from '../../../src/shared/records.ts';
import { recommend, wasteRows } from '../../../webview/model/waste.ts';

const exchange = { client: 'Claude Code', project: 'shop' };

const finding = (part: Partial<WasteFinding>): WasteFinding => ({
  category: 'staleReads',
  tokens: 100,
  place: 'a.ts',
  costPerTurn: 0.001,
  recommendation: 'Read ranges',
  ...part,
});

test('findings add up by category; cache breaks are money already spent and stay out', () => {
  const findings = [
    finding({ block: 4, costSoFar: 0.5 }),
    finding({ block: 2, costSoFar: 0.25 }),
    finding({ category: 'cacheBreak', tokens: 9999 }),
  ];

  expect(wasteRows(findings, 'tokens')).toEqual([
    { category: 'staleReads', tokens: 200, costPerTurn: 0.002, costSoFar: 0.75, blocks: [2, 4] },
  ]);
});

test('what nobody counted along has no sum so far', () => {
  expect(wasteRows([finding({})], 'money')[0]?.costSoFar).toBeUndefined();
  expect(recommend({ ...exchange, waste: [finding({}), finding({ costSoFar: 0.1 })] })[0]?.costSoFar).toBe(0.1);
});

test('what one action remedies is one recommendation, the dearest first', () => {
  const cheap = finding({ block: 1 });
  const dear = finding({
    category: 'unusedTools',
    place: 'playwright',
    costPerTurn: 0.01,
    recommendation: 'Disable it',
  });

  const advice = recommend({ ...exchange, waste: [cheap, cheap, dear] });

  expect(advice.map(({ place, tokens }) => [place, tokens])).toEqual([
    ['playwright', 100],
    ['a.ts', 200],
  ]);
});

test('without a known price the tokens stand alone', () => {
  const findings = [finding({ costPerTurn: null }), finding({ category: 'base64', tokens: 300, costPerTurn: null })];

  expect(wasteRows(findings, 'money').map(({ costPerTurn }) => costPerTurn)).toEqual([undefined, undefined]);
  expect(recommend({ ...exchange, waste: findings }).map(({ tokens, costPerTurn }) => [tokens, costPerTurn])).toEqual([
    [300, undefined],
    [100, undefined],
  ]);
});

test('a server that nobody called can be disabled where Claude Code sends it, and nowhere else', () => {
  const unused = finding({ category: 'unusedTools', place: 'MCP db', server: 'db' });

  expect(recommend({ ...exchange, waste: [unused] })[0]?.disables).toEqual({ server: 'db', project: 'shop' });
  expect(recommend({ ...exchange, client: 'Codex', waste: [unused] })[0]?.disables).toBeUndefined();
  expect(recommend({ ...exchange, origin: 'transcript', waste: [unused] })[0]?.disables).toBeUndefined();
  expect(recommend({ ...exchange, waste: [finding({})] })[0]?.disables).toBeUndefined();
});
