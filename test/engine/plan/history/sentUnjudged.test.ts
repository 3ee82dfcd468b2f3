import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { leaveAsSent, sentUnjudged } from '../../../../src/engine/plan/history/sentUnjudged.ts';
import { identityOf } from '../../../../src/engine/plan/identity.ts';
import { pictureIdentity } from '../../../../src/engine/plan/pictures/pictureIdentity.ts';
import { planRequest } from '../../../../src/engine/plan/planRequest.ts';
import { defaultOptions } from '../../../../src/shared/options.ts';

const options = defaultOptions('proxy');
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
const body = Buffer.from(
  JSON.stringify({
    model: 'claude-sonnet-4-5',
    messages: [
      { role: 'user', content: 'Run it' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'a.txt' },
          { type: 'text', text: 'And this?' },
          picture,
        ],
      },
    ],
  }),
);
const index = indexRequest(body, 'anthropic');
if (isUnindexed(index)) throw new Error(index.reason);
const result = index.blocks.find(block => block.kind === 'toolResult');
const image = index.blocks.find(block => block.kind === 'image');
if (result === undefined || image === undefined) throw new Error('There is a result and a picture');

it('names the new results and pictures that no decision covered', () => {
  const asked = pictureIdentity(body, index, image);

  expect(sentUnjudged({ body, index }, options, new Set())).toEqual([identityOf(result), asked]);
  expect(sentUnjudged({ body, index }, options, new Set([result.position]))).toEqual([asked]);
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
