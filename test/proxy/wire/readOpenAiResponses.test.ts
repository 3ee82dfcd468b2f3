import { expect, it } from 'vitest';
import { readOpenAiResponses } from '../../../src/proxy/wire/readOpenAiResponses.ts';

it('reads a whole response', () => {
  const response = {
    id: 'resp_1',
    object: 'response',
    model: 'gpt-5',
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    usage: { input_tokens: 50, output_tokens: 9, input_tokens_details: { cached_tokens: 20 } },
  };

  expect(readOpenAiResponses(response, {})).toEqual({
    model: 'gpt-5',
    responseId: 'resp_1',
    stopReason: 'max_output_tokens',
    usage: { input: 30, output: 9, cacheRead: 20, cacheWrite5m: 0, cacheWrite1h: 0 },
  });
});

it('an event about an item does not pass its id off as the response', () => {
  expect(readOpenAiResponses({ type: 'response.output_item.done', id: 'item_1' }, {})).toEqual({});
});

it('a response under way has no reason to have stopped', () => {
  expect(readOpenAiResponses({ response: { status: 'in_progress' } }, {})).toEqual({});
});

it('reads errors of the stream and of the response', () => {
  const failed = { type: 'response.failed', response: { status: 'failed', error: { code: 'server_error' } } };

  expect(readOpenAiResponses({ type: 'error', code: 'rate_limit_exceeded' }, {}).errorType).toBe('rate_limit_exceeded');
  expect(readOpenAiResponses(failed, {})).toMatchObject({ errorType: 'server_error', stopReason: 'failed' });
});
