import { expect, it } from 'vitest';
import { HypothesisMemo, hypothesesFor } from '../../../src/engine/analysis/couldSave.ts';
import { AnalysisLab, ask, plainFacts, records, round } from './analysisLab.ts';

it('judges what optimize would have judged, history included', async () => {
  const messages = [ask, ...round('t1', 'Bash', { command: 'rows' }, records), ...round('t2', 'Bash', {}, 'ok')];
  const context = await new AnalysisLab().context(Buffer.from(JSON.stringify({ messages })));

  const hypotheses = hypothesesFor({ facts: plainFacts, ...context, memo: context.hypotheses });

  expect([...hypotheses].map(([position, { decision }]) => [position, decision.outcome.kind])).toEqual([
    [2, 'replace'],
    [4, 'leave'],
  ]);
});

it('makes a hypothesis once', () => {
  const memo = new HypothesisMemo();
  const decision = { identity: 'i', outcome: { kind: 'leave', reason: 'r' }, tokensBefore: 1, tokensAfter: 1 } as const;
  let made = 0;
  const make = () => {
    made++;
    return { decision };
  };

  memo.remember('a', make);
  memo.remember('a', make);

  expect(made).toBe(1);
});
