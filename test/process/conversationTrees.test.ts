import { expect, it } from 'vitest';
import type { ExchangeFacts } from '../../src/engine/analysis/exchangeFacts.ts';
import { indexRequest, isUnindexed } from '../../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../src/engine/conversation/request.ts';
import { ConversationTrees, type PlacedRequest } from '../../src/process/conversationTrees.ts';
import { defaultOptions } from '../../src/shared/options.ts';

function factsOf(id: string, project = 'p'): ExchangeFacts {
  return {
    ...{ id, project, client: 'c', provider: 'anthropic', format: 'anthropic', mode: 'audit', profile: 'balanced' },
    ...{ options: defaultOptions('proxy'), startedAt: 0, path: '/v1/messages', status: 200, streamed: false },
    ...{
      timings: { addedMs: 0, totalMs: 1 },
      requestBytes: 1,
      sentBytes: 1,
      settled: [],
      canRetrieve: false,
      limits: [],
    },
  } as const;
}

function indexOf(...turns: readonly string[]): RequestIndex {
  const messages = turns.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));
  const index = indexRequest(Buffer.from(JSON.stringify({ model: 'm', messages })), 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return index;
}

it('a conversation keeps its id after a restart', () => {
  const before = new ConversationTrees();
  const first = before.place(factsOf('a'), indexOf('hello'));
  const second = before.place(factsOf('b'), indexOf('hello', 'hi', 'more'));
  const told: PlacedRequest[] = [first, second].map(node => ({ project: 'p', node }));

  const after = new ConversationTrees();
  after.restore(JSON.parse(JSON.stringify(told)));
  const third = after.place(factsOf('c'), indexOf('hello', 'hi', 'more', 'yes', 'and?'));

  expect(third).toMatchObject({ conversation: 'a', parent: 'b', kind: 'continues' });
});

it('equal requests of two projects never meet', () => {
  const trees = new ConversationTrees();

  trees.place(factsOf('a', 'one'), indexOf('hello'));

  expect(trees.place(factsOf('b', 'two'), indexOf('hello')).conversation).toBe('b');
});

it('the project that rested longest is forgotten when there are too many', () => {
  const trees = new ConversationTrees();
  trees.place(factsOf('a', 'resting'), indexOf('hello'));
  trees.place(factsOf('b', 'busy'), indexOf('hello'));

  for (let i = 0; i < 63; i++) {
    trees.place(factsOf(`x${i}`, `other ${i}`), indexOf('hello'));
    trees.place(factsOf(`y${i}`, 'busy'), indexOf('hello'));
  }

  expect(trees.place(factsOf('c', 'resting'), indexOf('hello')).conversation).toBe('c');
  expect(trees.place(factsOf('d', 'busy'), indexOf('hello')).conversation).toBe('b');
});
