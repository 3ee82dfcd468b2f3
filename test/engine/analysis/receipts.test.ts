import { expect, it } from 'vitest';
import { describeBlocks } from '../../../src/engine/analysis/describeBlocks.ts';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { receiptsOf } from '../../../src/engine/analysis/receipts.ts';
import type { Decision, Outcome } from '../../../src/engine/plan/decision.ts';
import { AnalysisLab, ask, plainFacts, round } from './analysisLab.ts';

const body = Buffer.from(
  JSON.stringify({ messages: [ask, ...round('t1', 'Bash', {}, 'first'), ...round('t2', 'Bash', {}, 'second')] }),
);
const shortened: Outcome = {
  kind: 'replace',
  transform: 'fold',
  grade: 'omission',
  output: 's',
  reason: 'folded',
  handle: 'h',
};

function decided(outcome: Outcome): Decision {
  return { identity: 'i', outcome, tokensBefore: 9, tokensAfter: 1 };
}

async function lastReceipts(
  decisions: { real?: Outcome; fresh?: boolean; planned?: Outcome },
  changes: Partial<ExchangeFacts> = {},
) {
  const context = await new AnalysisLab().context(body);
  const { real, fresh = true, planned } = decisions;
  const plans = new Map(planned === undefined ? [] : [[4, decided(planned)]]);
  const settled = new Map(real === undefined ? [] : [[4, { position: 4, decision: decided(real), fresh }]]);
  const described = describeBlocks({ ...context, settled, planned: plans });
  const facts = { ...plainFacts, ...changes };
  return receiptsOf(described, { facts, index: context.index, settled, planned: plans });
}

it('every block has a receipt with its reason', async () => {
  const receipts = await lastReceipts({});

  expect(receipts.map(({ reason }) => reason)).toEqual([
    'user text is sacred',
    'tool calls are never altered',
    'already sent before it could be judged',
    'tool calls are never altered',
    'not judged in this mode',
  ]);
});

it('a decision to leave a block alone gives its own reason, replayed or not', async () => {
  const receipts = await lastReceipts({ real: { kind: 'leave', reason: 'no gain' }, fresh: false });

  expect(receipts.at(-1)).toMatchObject({ transform: 'none', reason: 'no gain', fresh: false });
});

it('a replacement names its transform and its handle; a plan has none to name', async () => {
  expect((await lastReceipts({ real: shortened })).at(-1)).toMatchObject({
    transform: 'fold',
    handle: 'h',
    fresh: true,
  });
  const planned = (await lastReceipts({ planned: shortened }, { mode: 'simulate' })).at(-1);
  expect(planned).toMatchObject({ transform: 'fold', fresh: true });
  expect(planned).not.toHaveProperty('handle');
});

it('what was not judged because something failed says what', async () => {
  expect((await lastReceipts({}, { fault: 'judging took too long' })).at(-1)?.reason).toBe('judging took too long');
});
