import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../../src/engine/conversation/request.ts';
import { ConversationTrees, type PlacedRequest } from '../../../src/process/recording/conversationTrees.ts';
import { factsOf, talk } from './exchangeLab.ts';

function indexOf(...turns: readonly string[]): RequestIndex {
  const index = indexRequest(talk(...turns), 'anthropic');
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

  trees.place(factsOf('a', { project: 'one' }), indexOf('hello'));

  expect(trees.place(factsOf('b', { project: 'two' }), indexOf('hello')).conversation).toBe('b');
});

it('the project that rested longest is forgotten when there are too many', () => {
  const trees = new ConversationTrees();
  trees.place(factsOf('a', { project: 'resting' }), indexOf('hello'));
  trees.place(factsOf('b', { project: 'busy' }), indexOf('hello'));

  for (let i = 0; i < 63; i++) {
    trees.place(factsOf(`x${i}`, { project: `other ${i}` }), indexOf('hello'));
    trees.place(factsOf(`y${i}`, { project: 'busy' }), indexOf('hello'));
  }

  expect(trees.place(factsOf('c', { project: 'resting' }), indexOf('hello')).conversation).toBe('c');
  expect(trees.place(factsOf('d', { project: 'busy' }), indexOf('hello')).conversation).toBe('b');
});
