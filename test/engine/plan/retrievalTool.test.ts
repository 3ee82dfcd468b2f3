import { expect, it } from 'vitest';
import { eligibilityOf } from '../../../src/engine/plan/eligibility.ts';
import { isRetrievalTool } from '../../../src/engine/plan/retrievalTool.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { judge } from '../../../src/engine/transforms/judge.ts';
import { defaultOptions } from '../../../src/shared/options.ts';
import { indexOf } from '../conversation/indexed.ts';

it.each([
  'headroom_retrieve',
  'mcp__headroom__headroom_retrieve',
  'mcp_headroom_headroom_retrieve',
  'headroomRetrieve',
])('%s is our retrieval tool', name => {
  expect(isRetrievalTool(name)).toBe(true);
});

it.each(['retrieve', 'headroom_stats', undefined])('%s is not', name => {
  expect(isRetrievalTool(name)).toBe(false);
});

const rows = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `item ${id}`, ok: true })));

it('what an agent fetched back is never compressed again', async () => {
  const options = defaultOptions('proxy');
  const subject = { text: rows, kind: 'toolResult', tool: 'mcp__headroom__headroom_retrieve' } as const;
  const context = { options, counter: await counterFor('gpt-5'), handle: 'abcdefgh23', canRetrieve: true };

  expect(judge({ ...subject, tool: 'Other' }, context).kind).toBe('replace');
  expect(judge(subject, context)).toEqual({
    kind: 'leave',
    reason: 'an original that was asked for is never compressed again',
  });
});

it('a block that answers the retrieval tool is not even judged', () => {
  const call = { type: 'tool_use', id: 't1', name: 'mcp__headroom__headroom_retrieve', input: {} };
  const index = indexOf('anthropic', {
    messages: [
      { role: 'user', content: 'go' },
      { role: 'assistant', content: [call] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: rows }] }] },
    ],
  });
  const result = index.blocks.find(block => block.kind === 'toolResult');

  expect(result && eligibilityOf(result, defaultOptions('proxy')).kind).toBe('sacred');
});
