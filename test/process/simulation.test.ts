import { expect, it } from 'vitest';
import { Analyst } from '../../src/process/analyst.ts';
import { simulate } from '../../src/process/simulation.ts';

const rows = JSON.stringify(
  Array.from({ length: 100 }, (_, id) => ({ id, name: `item ${id}`, isOpen: id % 2 === 0 })),
  null,
  2,
);

it('takes a request for a request, and history as if it had always been judged', async () => {
  const body = JSON.stringify({
    model: 'gpt-5',
    messages: [
      { role: 'user', content: 'go' },
      { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'list', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: rows },
      { role: 'assistant', content: 'done' },
      { role: 'user', content: 'thanks' },
    ],
  });

  const view = await simulate({ text: body, options: {} }, new Analyst());

  expect(view.model).toBe('gpt-5');
  expect(view.blocks.filter(({ after }) => after !== undefined).map(({ before }) => before)).toEqual([rows]);
  expect(view.tokensSaved).toBe(view.tokensBefore - view.tokensAfter);
  expect(view.estimatedSavings.total).toBeGreaterThan(0);
});

it.each([
  ['prose', 'just some words'],
  ['data that is no request', rows],
  ['an empty text', ''],
  ['broken JSON', '{"messages": ['],
])('takes %s for the output of a tool', async (_name, text) => {
  const view = await simulate({ text, options: {} }, new Analyst());

  expect(view.blocks.find(({ receipt }) => receipt.kind === 'toolResult')?.before).toBe(text);
});

it('refuses options that do not fit', async () => {
  await expect(simulate({ text: 'x', options: { keepTurns: -1 } }, new Analyst())).rejects.toThrow('keepTurns');
});
