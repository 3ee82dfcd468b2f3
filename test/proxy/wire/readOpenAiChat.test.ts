import { expect, it } from 'vitest';
import { errorTypeOf, readOpenAiChat, splitPrompt } from '../../../src/proxy/wire/readOpenAiChat.ts';

it('reads a completion, whose cached tokens are part of its prompt', () => {
  const completion = {
    id: 'c1',
    model: 'gpt-5',
    choices: [{ finish_reason: null }, { finish_reason: 'length' }],
    usage: { prompt_tokens: 100, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 90 } },
  };

  expect(readOpenAiChat(completion, {})).toEqual({
    model: 'gpt-5',
    responseId: 'c1',
    stopReason: 'length',
    usage: { input: 10, output: 5, cacheRead: 90, cacheWrite5m: 0, cacheWrite1h: 0 },
  });
});

it('a chunk without usage leaves what was told', () => {
  const usage = { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

  expect(readOpenAiChat({ choices: 'none', usage: null }, { usage })).toEqual({ usage });
});

it('never counts more cached tokens than the prompt has', () => {
  expect(splitPrompt(10, 1, { cached_tokens: 99, cache_write_tokens: 99 })).toMatchObject({
    input: 0,
    cacheRead: 10,
    cacheWrite5m: 0,
  });
});

it('an error is named by its code, else by its type', () => {
  expect(errorTypeOf({ code: 'context_length_exceeded', type: 'invalid_request_error' })).toBe(
    'context_length_exceeded',
  );
  expect(errorTypeOf({ code: null, type: 'invalid_request_error' })).toBe('invalid_request_error');
  expect(errorTypeOf('broken')).toBeUndefined();
});
