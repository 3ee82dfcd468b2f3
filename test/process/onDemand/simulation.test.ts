import { expect, it } from 'vitest';
import { simulate } from '../../../src/process/onDemand/simulation.ts';
import { Analyst } from '../../../src/process/recording/analyst.ts';

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

it('prices what a recorded request would save at the tiers at which it was paid', async () => {
  const messages = [
    { role: 'user', content: 'go' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'list', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: rows }] },
  ];
  const text = JSON.stringify({ model: 'claude-sonnet-4-5', messages });
  const usage = { input: 0, output: 0, cacheRead: 3000, cacheWrite5m: 0, cacheWrite1h: 0 };

  const plain = await simulate({ text, options: {} }, new Analyst());
  const sentTokens = plain.blocks.map(({ receipt }) => (receipt.tokensBefore * 3000) / plain.tokensBefore);
  const paid = await simulate({ text, options: {}, paid: { usage, sentTokens } }, new Analyst());

  expect(plain.priced).toBe('asInput');
  expect(paid.priced).toBe('asPaid');
  expect(paid.estimatedSavings.total).toBeCloseTo(plain.estimatedSavings.total / 10, 4);
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
