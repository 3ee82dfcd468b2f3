import { expect, it } from 'vitest';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import {
  bytesWithCuts,
  type CuttableRequest,
  nextCut,
  settledByCuts,
} from '../../../../src/engine/plan/window/nextCut.ts';
import { defaultOptions } from '../../../../src/shared/options.ts';
import { indexBytes } from '../../conversation/indexed.ts';
import { bodyOf, step } from './windowBodies.ts';

/** Ten steps whose results have 100 tokens each, before a window of `limit`. */
function request(limit: number, model = 'small'): CuttableRequest {
  const body = Buffer.from(
    JSON.stringify(
      bodyOf(
        'anthropic',
        Array.from({ length: 10 }, () => step(50)),
      ),
    ),
  );
  const index = indexBytes('anthropic', body);
  const options = { ...defaultOptions('proxy'), outputBufferTokens: 0, modelContextLimits: { small: limit } };
  return {
    body,
    index,
    options,
    model: resolveModel(model, options),
    settled: [],
    nameOriginal: () => 'aaaaaaaaaa',
    count: () => 20,
    earlier: [],
    tokens: index.blocks.map(({ kind }) => (kind === 'toolResult' ? 100 : 10)),
  };
}

it('cuts to 70 % of the window, with a decision for each cut', () => {
  const given = request(1000);

  const next = nextCut(given, () => undefined);

  if (next.kind !== 'cut') throw new Error(next.kind);
  expect(next.decisions).toHaveLength(1);
  expect(next.decisions[0]?.outcome).toMatchObject({ transform: 'rolling_window', handle: 'aaaaaaaaaa' });
  const settled = settledByCuts(next, given);
  const after = settled.reduce((sum, { decision }) => sum + decision.tokensAfter, 0);
  const before = settled.reduce((sum, { decision }) => sum + decision.tokensBefore, 0);
  expect(1110 - before + after).toBeLessThanOrEqual(700);
  expect(
    settled.filter(({ decision: { outcome } }) => outcome.kind === 'replace' && outcome.output !== ''),
  ).toHaveLength(1);
});

it('counts what it took as nothing, and its marker as what it is', () => {
  const given = request(1000);
  const next = nextCut(given, () => undefined);
  if (next.kind !== 'cut') throw new Error(next.kind);

  const [before, after] = [bytesWithCuts(given, undefined), bytesWithCuts(given, next)];

  expect(after[1]).toBe(before[1]);
  expect(after[2]).toBe(Buffer.byteLength(next.edits.markers[0]?.marker ?? ''));
  expect(after[3]).toBe(0);
});

it('leaves alone what fits, what cannot fit, and a window that nobody knows', () => {
  expect(nextCut(request(2000), () => undefined).kind).toBe('fits');
  expect(nextCut(request(200), () => undefined)).toMatchObject({
    kind: 'cannot',
    reason: expect.stringContaining('may not be cut'),
  });
  expect(nextCut(request(1000, 'nobody/knows'), () => undefined).kind).toBe('fits');
});

it('keeps a prompt below the step in price where that is asked for and can be', () => {
  const given = request(2000);
  const prices = [0, 1000].map(above => ({
    above,
    input: 1,
    output: 1,
    cacheRead: 1,
    cacheWrite5m: 1,
    cacheWrite1h: 1,
  }));
  const stepped = { ...given, model: { ...given.model, prices } };
  const options = { ...given.options, stayBelowPriceStep: true };

  expect(nextCut(stepped, () => undefined).kind).toBe('fits');
  expect(nextCut({ ...stepped, options }, () => undefined).kind).toBe('cut');
  expect(nextCut({ ...stepped, options: { ...options, keepTurns: 10 } }, () => undefined).kind).toBe('fits');
});
