import { expect, test } from 'vitest';
import { IndexMemory } from '../../../src/engine/conversation/indexMemory.ts';
import { indexRequest } from '../../../src/engine/conversation/indexRequest.ts';
import { capture, indexOf } from './indexed.ts';

const ask = { role: 'user', content: 'hi' };
const answer = { role: 'assistant', content: 'hello' };

test('one more turn leaves the chains of the turns before it', () => {
  const before = indexOf('anthropic', { system: 's', messages: [ask, answer] });
  const after = indexOf('anthropic', { system: 's', messages: [ask, answer, ask] });

  expect(after.blocks.slice(0, 3)).toEqual(before.blocks);
});

test('a deferred tool that is added, or moves, changes no chain but its own', () => {
  const tools = [{ name: 'Read' }, { name: 'Later', defer_loading: true }];
  const few = indexOf('anthropic', { tools: tools.slice(0, 1), messages: [ask] });
  const more = indexOf('anthropic', { tools: tools.toReversed(), messages: [ask] });

  expect(more.blocks.slice(0, 2).map(({ chain }) => chain)).toEqual(few.blocks.map(({ chain }) => chain));
});

test('the live zone of a first request is all of its messages', () => {
  expect(indexOf('anthropic', { system: 's', messages: [ask] }).liveFrom).toBe(1);
});

test('nothing is live when deferred tools are all that comes after the last answer', () => {
  const tools = [{ name: 'Later', defer_loading: true }];
  const index = indexOf('anthropic', { tools, messages: [ask, answer] });

  expect(index.liveFrom).toBe(index.blocks.length);
});

test('messages are listed with their roles, authors and bytes', () => {
  const index = indexOf('anthropic', { messages: [ask, { role: 'system', content: [] }, answer] });

  expect(index.messages).toEqual([
    { role: 'user', author: 'client', slot: { start: 13, end: 43 } },
    { role: 'system', author: 'client', slot: { start: 44, end: 74 } },
    { role: 'assistant', author: 'model', slot: { start: 75, end: 113 } },
  ]);
});

test('blocks that stand where they stood are taken over as they are', () => {
  const memory = new IndexMemory();
  const body = capture('claudeCode-2');

  const [first, second] = [indexRequest(body, 'anthropic', memory), indexRequest(body, 'anthropic', memory)];

  expect(second).toEqual(first);
  expect('blocks' in first && 'blocks' in second && second.blocks.every((block, i) => block === first.blocks[i])).toBe(
    true,
  );
});
