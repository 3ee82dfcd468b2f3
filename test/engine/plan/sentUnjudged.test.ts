import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import { identityOf } from '../../../src/engine/plan/identity.ts';
import { planRequest } from '../../../src/engine/plan/planRequest.ts';
import { leaveAsSent, sentUnjudged } from '../../../src/engine/plan/sentUnjudged.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const options = defaultOptions('proxy');
const index = indexRequest(
  Buffer.from(
    JSON.stringify({
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'user', content: 'Run it' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'a.txt' }] },
      ],
    }),
  ),
  'anthropic',
);
if (isUnindexed(index)) throw new Error(index.reason);
const result = index.blocks.find(block => block.kind === 'toolResult');
if (result === undefined) throw new Error('There is a result');

it('names the new results that no decision covered', () => {
  expect(sentUnjudged(index, options, new Set())).toEqual([identityOf(result)]);
  expect(sentUnjudged(index, options, new Set([result.position]))).toEqual([]);
});

it('keeps such a result as it was sent when the same request comes again', () => {
  const decision = leaveAsSent(identityOf(result));

  const planned = planRequest(index, {
    options,
    mayJudge: true,
    find: identity => (identity === decision.identity ? decision : undefined),
  });

  expect(planned[result.position]).toMatchObject({ kind: 'leave', decision });
});
