import { expect, it } from 'vitest';
import { applyPlan, wholeBlock } from '../../../src/engine/plan/applyPlan.ts';
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

it('puts a slim schema in place of the old one, and nothing else of the definition', () => {
  const mark = '"cache_control":{"type":"ephemeral"}';
  const given = Buffer.from(
    `{"tools":[{"name":"a","input_schema":{"title":"T","type":"object"},${mark}}],"messages":[{"role":"user","content":"hi"}]}`,
  );
  const [definition] = indexOf(given).blocks;
  if (definition === undefined || replaced.outcome.kind !== 'replace') throw new Error('a definition');
  const decision: Decision = { ...replaced, outcome: { ...replaced.outcome, output: '{"type":"object"}' } };

  const edited = Buffer.from(applyPlan(given, [{ block: definition, decision }])).toString();
  const whole = wholeBlock(given, { block: definition, decision }).outcome;

  expect(edited).toBe(given.toString().replace('"title":"T",', ''));
  expect(whole).toMatchObject({ output: `{"name":"a","input_schema":{"type":"object"},${mark}}` });
  if (block === undefined) throw new Error('a block');
  expect(wholeBlock(body, { block, decision: replaced })).toBe(replaced);
});
