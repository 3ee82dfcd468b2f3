import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { splice } from '../../../../src/engine/conversation/splice.ts';
import { cutWindow } from '../../../../src/engine/plan/window/cutWindow.ts';
import { findToolUnits, spokenMessages, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';

/** Cuts all units of a body under one marker. */
function cut(messages: readonly unknown[]) {
  const body = Buffer.from(JSON.stringify({ messages }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  const units = findToolUnits(index, turnsOf(index), spokenMessages(index));
  const context = { body, index, name: () => 'aaaaaaaaaa', count: (text: string) => text.length };
  const edits = cutWindow([{ units, callsSinceSpoken: 3, isNew: true }], context);
  const text = edits && Buffer.from(splice(body, edits.edits)).toString();
  return { ...edits, after: text === undefined ? undefined : (JSON.parse(text) as unknown) };
}

const ask = { role: 'user', content: 'Look' };
const call = (id: string) => ({ type: 'tool_use', id, name: 'run', input: { 'a b': 1.5 } });
const result = (id: string) => ({
  type: 'tool_result',
  tool_use_id: id,
  content: [
    { type: 'text', text: id },
    { type: 'text', text: '2' },
  ],
});
const marker =
  '[headroom: 3 of 3 tool results omitted (oldest first, to fit the context window, with the calls after this one); get: aaaaaaaaaa]';

it('leaves the first call with the marker as its result, and nothing else of the units', () => {
  const { after, originals } = cut([
    ask,
    { role: 'assistant', content: [{ type: 'text', text: 'I look.' }, call('a'), call('b')] },
    { role: 'user', content: [result('a'), result('b')] },
    { role: 'assistant', content: [call('c')] },
    { role: 'user', content: [result('c')] },
    { role: 'assistant', content: 'Done.' },
  ]);

  expect(after).toEqual({
    messages: [
      ask,
      { role: 'assistant', content: [{ type: 'text', text: 'I look.' }, call('a')] },
      { role: 'user', content: [{ ...result('a'), content: marker }] },
      { role: 'assistant', content: 'Done.' },
    ],
  });
  expect(JSON.parse(originals?.[0]?.text ?? '')).toHaveLength(9);
});
