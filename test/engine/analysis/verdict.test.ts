import { describe, expect, it } from 'vitest';
import { type VerdictFacts, verdictOf } from '../../../src/engine/analysis/verdict.ts';
import type { Receipt } from '../../../src/shared/records.ts';

const left: Receipt = {
  block: 5,
  kind: 'toolResult',
  transform: 'none',
  reason: 'no gain',
  tokensBefore: 900,
  tokensAfter: 900,
};
const fresh: Receipt = { ...left, transform: 'fold', tokensBefore: 4000, tokensAfter: 800, fresh: true };
const replayed: Receipt = { ...fresh, block: 2, fresh: false };

function verdict(changes: Partial<VerdictFacts>): string {
  return verdictOf({
    mode: 'optimize',
    profile: 'balanced',
    receipts: [],
    liveFrom: 4,
    canRetrieve: true,
    couldSaveTokens: 0,
    ...changes,
  });
}

it.each([
  [{ receipts: [fresh] }, '1 new result compressed: 3.2k tokens saved.'],
  [{ receipts: [replayed, fresh] }, '1 new result compressed, 1 earlier decision repeated: 6.4k tokens saved.'],
  [{ receipts: [left] }, '1 new result left alone: no gain.'],
  [{ receipts: [] }, 'Nothing to compress: the request holds no tool results.'],
  [
    { receipts: [{ ...left, block: 1 }] },
    'Nothing new to compress: every tool result was sent before and stays as it was.',
  ],
  [
    { mode: 'audit', couldSaveTokens: 12_345 },
    'Nothing was changed in audit; optimize would have saved about 12.3k tokens.',
  ],
  [{ mode: 'simulate', receipts: [fresh] }, '1 new result compressed: 3.2k tokens would be saved.'],
  [{ fault: 'judging took too long' }, 'Sent as it came: judging took too long.'],
  [
    { receipts: [fresh], fault: 'ignored: x-headroom-mode: fast' },
    '1 new result compressed: 3.2k tokens saved. Also: ignored: x-headroom-mode: fast.',
  ],
] satisfies [Partial<VerdictFacts>, string][])('%j', (facts, sentence) => {
  expect(verdict(facts)).toBe(sentence);
});

describe('a client that cannot fetch originals', () => {
  const limit =
    / Nothing is omitted, because this client cannot fetch originals: give it our MCP server \(headroom mcp\), and/;

  it.each([
    { receipts: [fresh] },
    { receipts: [{ ...left, tokensBefore: 4000, tokensAfter: 4000 }] },
    { mode: 'audit', couldSaveTokens: 900, receipts: [left] },
  ] satisfies Partial<VerdictFacts>[])('is told what would help: %j', facts => {
    expect(verdict({ ...facts, canRetrieve: false })).toMatch(limit);
    expect(verdict(facts)).not.toMatch(limit);
  });

  it('is told nothing where nothing would be omitted in any case', () => {
    expect(verdict({ receipts: [fresh], canRetrieve: false, profile: 'lossless' })).not.toMatch(limit);
    expect(verdict({ receipts: [left], canRetrieve: false })).not.toMatch(limit);
    expect(verdict({ mode: 'audit', couldSaveTokens: 900, canRetrieve: false })).not.toMatch(limit);
  });
});

it('a conversation that is held out says what for', () => {
  expect(verdict({ receipts: [left], holdOut: { unit: 'u', group: 'untouched' } })).toMatch(
    /^Held out: .* left untouched/,
  );
  expect(verdict({ receipts: [fresh], holdOut: { unit: 'u', group: 'treated' } })).toMatch(/^1 new result compressed/);
});
