import { expect, test } from 'vitest';
import { marksOf } from '../../../src/engine/conversation/marks.ts';
import { indexOf } from './indexed.ts';

test('what the model wrote at some length, and its calls, are anchors', () => {
  const long = 'I will read the file first and then decide what has to change in it.';
  const marks = marksOf(
    indexOf('anthropic', {
      messages: [
        { role: 'user', content: long },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Done.' },
            { type: 'text', text: long },
            { type: 'tool_use', id: 't1', name: 'Read', input: {} },
          ],
        },
      ],
    }),
  );

  expect(marks.map(({ anchor }) => anchor?.slice(0, 4))).toEqual([
    undefined,
    undefined,
    expect.stringMatching(/^[0-9a-f]{4}$/),
    'call',
  ]);
});

test('deferred tools are no part of the prefix and leave no mark', () => {
  const marks = marksOf(
    indexOf('anthropic', {
      tools: [{ name: 'Later', defer_loading: true }],
      system: 'You help.',
      messages: [{ role: 'user', content: 'hi' }],
    }),
  );

  expect(marks).toHaveLength(2);
});
