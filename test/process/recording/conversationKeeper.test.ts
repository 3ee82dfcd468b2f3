import { expect, it } from 'vitest';
import { ConversationKeeper } from '../../../src/process/recording/conversationKeeper.ts';
import type { PlacedRequest } from '../../../src/process/recording/conversationTrees.ts';

class FakeStates {
  json: string | undefined;
  writes = 0;
  failing = false;

  async readState(): Promise<string | undefined> {
    return this.json;
  }

  async writeState(_name: string, json: string): Promise<void> {
    this.writes++;
    if (this.failing) throw new Error('disk full');
    this.json = json;
  }
}

function request(id: string, conversation: string, blocks = 1): PlacedRequest {
  const own = Array.from({ length: blocks }, (_, at) => ({ chain: `${id}.${at}`, anchor: 'call x' }));
  return {
    project: 'p',
    node: { id, conversation, kind: 'continues', parent: 'before', sharedBlocks: 2, own, messages: 3, session: 's' },
  };
}

it('what was kept is there in the next run', async () => {
  const states = new FakeStates();
  const keeper = await ConversationKeeper.open(states, () => undefined);
  keeper.keep(request('a', 'one'));
  keeper.keep(request('b', 'two'));
  keeper.keep(request('c', 'one'));
  await keeper.flush();

  const next = await ConversationKeeper.open(states, () => undefined);

  expect(next.current()).toEqual([request('b', 'two'), request('a', 'one'), request('c', 'one')]);
  expect(states.writes).toBe(1);
});

it('nothing new is not written again', async () => {
  const states = new FakeStates();
  const keeper = await ConversationKeeper.open(states, () => undefined);

  await keeper.flush();

  expect(states.writes).toBe(0);
});

it('whole conversations are forgotten, those that rested longest first, never the one that grows', async () => {
  const keeper = await ConversationKeeper.open(new FakeStates(), () => undefined);
  keeper.keep(request('a', 'resting', 10_000));
  keeper.keep(request('b', 'busy', 10_000));
  keeper.keep(request('c', 'busy', 15_000));
  const ids = () => keeper.current().map(({ node }) => node.id);

  expect(ids()).toEqual(['b', 'c']);
  keeper.keep(request('d', 'busy', 20_000));
  expect(ids()).toEqual(['b', 'c', 'd']);
});

it('what a wipe took is not written back, and what comes later is', async () => {
  const states = new FakeStates();
  const keeper = await ConversationKeeper.open(states, () => undefined);
  keeper.keep(request('a', 'one'));

  await keeper.forget();
  await keeper.flush();
  const written = states.json;
  keeper.keep(request('b', 'two'));
  await keeper.flush();

  expect(written).toBeUndefined();
  expect(JSON.parse(states.json ?? '')).toEqual([request('b', 'two')]);
});

it.each(['', 'null', '{}', '[{"project":"p"}]', '[{"project":"p","node":{"id":1}}]', 'not json'])(
  'unreadable state is no state: %j',
  async json => {
    const states = new FakeStates();
    states.json = json;

    expect((await ConversationKeeper.open(states, () => undefined)).current()).toEqual([]);
  },
);

it('a store that fails is told of, and asked again later', async () => {
  const states = new FakeStates();
  const logs: string[] = [];
  const keeper = await ConversationKeeper.open(states, line => logs.push(line));
  states.failing = true;
  keeper.keep(request('a', 'one'));
  await keeper.flush();
  states.failing = false;
  keeper.keep(request('b', 'one'));
  await keeper.flush();

  expect(logs).toEqual(['Conversations were not kept: disk full']);
  expect(JSON.parse(states.json ?? '')).toHaveLength(2);
});
