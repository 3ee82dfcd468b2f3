import { expect, it } from 'vitest';
import { applyPlan } from '../../../src/engine/plan/applyPlan.ts';
import type { Decision } from '../../../src/engine/plan/decision.ts';
import { ask, indexOf, round } from '../analysis/analysisLab.ts';

const body = Buffer.from(JSON.stringify({ messages: [ask, ...round('t1', 'Bash', { n: 1 }, 'long text')] }));
const block = indexOf(body).blocks.at(-1);
const replaced: Decision = {
  identity: 'i',
  outcome: { kind: 'replace', transform: 't', grade: 'settled', output: 'a "b"\n', reason: 'r', handle: 'h' },
  tokensBefore: 2,
  tokensAfter: 1,
};

it('puts the output in place of the text and touches nothing else', () => {
  if (block === undefined) throw new Error('a block');

  const edited = applyPlan(body, [{ block, decision: replaced }]);

  expect(Buffer.from(edited).toString()).toBe(body.toString().replace('"long text"', String.raw`"a \"b\"\n"`));
});

it('returns the very same bytes when nothing is replaced', () => {
  if (block === undefined) throw new Error('a block');
  const left: Decision = { ...replaced, outcome: { kind: 'leave', reason: 'no gain' } };

  expect(applyPlan(body, [{ block, decision: left }])).toBe(body);
});
