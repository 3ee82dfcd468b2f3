import { expect, test } from 'vitest';
import { contextNodes } from '../../../src/extension/native/contextNodes.ts';
import type { Overview } from '../../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../../src/shared/records.ts';

const overview = {
  status: { state: 'running', mode: 'audit', profile: 'balanced' },
  today: { tokensSaved: 12_400, measuredUsd: 0.31, estimatedUsd: 0, couldHaveSavedUsd: 1.2 },
} as Overview;

function exchange(more: Partial<ExchangeSummary>): ExchangeSummary {
  return {
    ...{ id: 'e1', conversation: 'c1', client: 'Claude Code', model: 'claude-opus-4-5', project: 'shop' },
    ...{ title: 'Fix the tests', verdict: 'Nothing new.', startedAt: 0, tokensAfter: 130_000, wasteTokens: 0 },
    window: 200_000,
    ...more,
  } as ExchangeSummary;
}

test('today, the gauge of the newest conversation, then one line per conversation, newest first', () => {
  const nodes = contextNodes(
    overview,
    [
      exchange({ id: 'e2', startedAt: 60_000 }),
      exchange({}),
      exchange({ id: 'old', conversation: 'c0', title: 'Old' }),
    ],
    200_000,
  );

  expect(nodes.map(({ label, description }) => [label, description])).toEqual([
    ['audit, balanced', '12.4k saved today'],
    ['65 % full', '▰▰▰▱▱ 130.0k of 200.0k'],
    ['Fix the tests', 'Claude Code · 130.0k · 2 min'],
    ['Old', 'Claude Code · 130.0k · 3 min'],
  ]);
  expect(nodes[2]?.opens).toEqual({ exchange: 'e2' });
  expect(nodes[0]?.tooltip).toContain('Optimize could have saved ~$1.20');
});

test('a plan that was only simulated makes no context smaller', () => {
  const nodes = contextNodes(overview, [exchange({ mode: 'simulate', tokensBefore: 180_000, tokensAfter: 20_000 })], 0);

  expect(nodes[1]?.label).toBe('90 % full');
});

test('a conversation opens into its kinds and its waste, and counts the prompt as the provider did', () => {
  const usage = { input: 1_000, output: 9, cacheRead: 98_000, cacheWrite5m: 1_000, cacheWrite1h: 0 };
  const composition = [
    { kind: 'system', tokens: 25_000 },
    { kind: 'toolResult', tokens: 75_000 },
    { kind: 'image', tokens: 0 },
  ] as const;
  const largestWaste = { category: 'staleReads', tokens: 9_000 } as const;

  const node = contextNodes(overview, [exchange({ usage, composition, wasteTokens: 12_000, largestWaste })], 0).at(-1);

  expect(node?.description).toBe('Claude Code · 100.0k · now');
  expect(node?.children.map(({ label, description }) => [label, description])).toEqual([
    ['Tool results', '75.0k · 75 %'],
    ['System text', '25.0k · 25 %'],
    ['Waste', '12.0k, most of it: Stale re-reads'],
  ]);
});

test('imported conversations are not among the living ones, and no window is no gauge', () => {
  const nodes = contextNodes(
    overview,
    [exchange({ window: 0 }), exchange({ conversation: 'c2', origin: 'transcript' })],
    0,
  );

  expect(nodes.map(({ id }) => id)).toEqual(['today', 'c1']);
});

test('a conversation is named by its first request, as in the panel; the newest prompt is in the tooltip', () => {
  const nodes = contextNodes(
    overview,
    [
      exchange({ id: 'e3', title: 'Now the docs', startedAt: 3 }),
      exchange({ title: 'Fix the tests', startedAt: 2 }),
      exchange({ id: 'e0', branch: 'explore', title: 'Explore', startedAt: 1 }),
    ],
    0,
  );

  expect(nodes.at(-1)).toMatchObject({ label: 'Fix the tests', tooltip: expect.stringContaining('**Now the docs**') });
});
