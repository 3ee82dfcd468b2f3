import { expect, it } from 'vitest';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import { birthsOf } from '../../../src/engine/plan/birthsOf.ts';
import type { PlannedBlock } from '../../../src/engine/plan/planRequest.ts';
import { indexBytes } from '../conversation/indexed.ts';

const mark = { cache_control: { type: 'ephemeral', ttl: '1h' } };

function births(cold: string | undefined, model = 'claude-sonnet-4-5', marked = true) {
  const request = {
    model,
    messages: [
      { role: 'user', content: 'list them' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'ls' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x', ...(marked && mark) }] },
    ],
  };
  const body = Buffer.from(JSON.stringify(request));
  const index = indexBytes('anthropic', body);
  const plan = index.blocks.map((block): PlannedBlock => {
    if (block.kind !== 'toolResult') return { kind: 'leave', block, reason: 'sacred' };
    return { kind: 'birth', block, identity: 'i', ...(cold !== undefined && { cold }) };
  });
  return birthsOf(plan, { body, index, model: resolveModel(model), nameOriginal: text => `name of ${text}` });
}

it('a birth knows its text, its call and the name of its original', () => {
  const [birth] = births(undefined);

  expect(birth).toMatchObject({
    identity: 'i',
    handle: 'name of x',
    subject: { text: 'x', command: 'ls', question: 'list them' },
  });
  expect(birth?.rewrite).toBeUndefined();
});

it('history comes with the terms on which it may be written anew', () => {
  expect(births('it is cold')[0]?.rewrite).toMatchObject({
    reason: 'it is cold',
    lifetime: '1h',
    prices: { input: 3 },
  });
});

it('without breakpoints every token is paid in full', () => {
  expect(births('it is cold', 'claude-sonnet-4-5', false)[0]?.rewrite?.prices).toMatchObject({
    cacheRead: 3,
    cacheWrite5m: 3,
  });
});

it('history is left alone where nobody knows a price', () => {
  expect(births('it is cold', 'some-local-model')).toEqual([]);
  expect(births(undefined, 'some-local-model')).toHaveLength(1);
});
