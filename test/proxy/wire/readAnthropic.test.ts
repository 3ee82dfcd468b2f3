import { expect, it } from 'vitest';
import { readAnthropic } from '../../../src/proxy/wire/readAnthropic.ts';

it('reads a whole message', () => {
  const message = {
    id: 'msg_1',
    model: 'claude',
    stop_reason: 'tool_use',
    usage: { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 5, cache_creation_input_tokens: 6 },
  };

  expect(readAnthropic(message, {})).toEqual({
    model: 'claude',
    responseId: 'msg_1',
    stopReason: 'tool_use',
    usage: { input: 3, output: 4, cacheRead: 5, cacheWrite5m: 6, cacheWrite1h: 0 },
  });
});

it('cache writes without their split count as short-lived, unless an earlier event split them', () => {
  const split = { cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 9 } };
  const start = readAnthropic({ message: { usage: { input_tokens: 2, ...split } } }, {});
  const end = readAnthropic({ usage: { cache_creation_input_tokens: 10, output_tokens: 7 } }, start);

  expect(end.usage).toEqual({ input: 2, output: 7, cacheRead: 0, cacheWrite5m: 1, cacheWrite1h: 9 });
});

it('reads the error of a body and of a stream', () => {
  const error = { type: 'error', error: { type: 'overloaded_error', message: 'later' } };

  expect(readAnthropic(error, { model: 'claude' })).toEqual({ model: 'claude', errorType: 'overloaded_error' });
});
