import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { findToolUnits, spokenMessages, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';

function units(messages: readonly unknown[]) {
  const index = indexRequest(Buffer.from(JSON.stringify({ messages })), 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return findToolUnits(index, turnsOf(index), spokenMessages(index));
}

const ask = { role: 'user', content: 'Look' };
const call = (id: string, more: object = {}) => ({ type: 'tool_use', id, name: 'run', input: {}, ...more });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: `result of ${id}` });

it('takes parallel calls and their results for one unit', () => {
  const [unit, ...others] = units([
    ask,
    { role: 'assistant', content: [call('a'), call('b')] },
    { role: 'user', content: [result('b'), result('a')] },
  ]);

  expect(others).toEqual([]);
  expect(unit?.calls.map(({ callId }) => callId)).toEqual(['a', 'b']);
  expect(unit?.results.map(([first]) => first?.callId)).toEqual(['a', 'b']);
  expect(unit?.canVanish).toBe(true);
});

it('does not let a unit vanish beside words of the model or of a person', () => {
  const said = { type: 'text', text: 'I look.' };
  const beside = units([
    ask,
    { role: 'assistant', content: [said, call('a')] },
    { role: 'user', content: [result('a')] },
    { role: 'assistant', content: [call('b')] },
    { role: 'user', content: [result('b'), { type: 'text', text: 'and then?' }] },
  ]);

  expect(beside.map(({ canVanish }) => canVanish)).toEqual([false, false]);
});

it.each([
  [
    'an open call',
    [
      { role: 'assistant', content: [call('a'), call('b')] },
      { role: 'user', content: [result('a')] },
    ],
  ],
  [
    'a cache mark',
    [
      { role: 'assistant', content: [call('a', { cache_control: { type: 'ephemeral' } })] },
      { role: 'user', content: [result('a')] },
    ],
  ],
  [
    'an id used twice',
    [
      { role: 'assistant', content: [call('a'), call('a')] },
      { role: 'user', content: [result('a')] },
    ],
  ],
])('leaves a unit with %s alone', (_, messages) => {
  expect(units([ask, ...messages])).toEqual([]);
});
