import { expect, it } from 'vitest';
import { claudeCodeBody } from '../../../scripts/demo/claudeCodeRequest.ts';
import { describeBlocks } from '../../../src/engine/analysis/describeBlocks.ts';
import { inputOf, piecesOf, prefixBlocks } from '../../../src/engine/analysis/sentPrefix.ts';
import { AnalysisLab, ask, round } from './analysisLab.ts';

async function prefixOf(body: Uint8Array) {
  const context = await new AnalysisLab().context(body);
  const described = describeBlocks({ ...context, settled: new Map(), planned: new Map() });
  return prefixBlocks({ body, index: context.index, described, previous: undefined });
}

it('leaves out what the provider keeps out of its cache key, and keeps the marks', async () => {
  const blocks = await prefixOf(Buffer.from(claudeCodeBody([ask])));

  expect(blocks.some(({ label }) => label.startsWith('x-anthropic-billing-header'))).toBe(false);
  expect(blocks.filter(({ mark }) => mark !== undefined).map(({ kind }) => kind)).toEqual([
    'system',
    'system',
    'userText',
  ]);
});

it('leaves out deferred tools', async () => {
  const tools = [
    { name: 'a', input_schema: {} },
    { name: 'b', input_schema: {}, defer_loading: true },
  ];
  const blocks = await prefixOf(Buffer.from(JSON.stringify({ tools, messages: [ask] })));

  expect(blocks.map(({ label }) => label)).toEqual(['a', 'Why do the tests fail?']);
});

it('makes one piece of the parts of a tool result, as the provider counts blocks', async () => {
  const [call, result] = round('t1', 'Bash', {}, '');
  const parts = ['one', 'two'].map(text => ({ type: 'text', text }));
  const answered = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: parts }] };
  const blocks = await prefixOf(Buffer.from(JSON.stringify({ messages: [ask, call, answered] })));

  const pieces = piecesOf(blocks, 2);

  expect(result).toBeDefined();
  expect([blocks.length, pieces.length]).toEqual([4, 3]);
  expect(pieces.at(-1)?.tokens).toBe(2 * ((blocks[2]?.tokens ?? 0) + (blocks[3]?.tokens ?? 0)));
});

it('adds up all input tokens', () => {
  expect(inputOf({ input: 1, output: 99, cacheRead: 2, cacheWrite5m: 3, cacheWrite1h: 4 })).toBe(10);
});
