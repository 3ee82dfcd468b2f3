import { expect, it } from 'vitest';
import { readGemini } from '../../../src/proxy/wire/readGemini.ts';

it('thoughts are output, and what a tool adds is input', () => {
  const chunk = {
    modelVersion: 'gemini-3',
    responseId: 'g1',
    candidates: [{ index: 0 }, { finishReason: 'MAX_TOKENS' }],
    usageMetadata: {
      promptTokenCount: 30,
      toolUsePromptTokenCount: 5,
      cachedContentTokenCount: 10,
      candidatesTokenCount: 4,
      thoughtsTokenCount: 6,
    },
  };

  expect(readGemini(chunk, {})).toEqual({
    model: 'gemini-3',
    responseId: 'g1',
    stopReason: 'MAX_TOKENS',
    usage: { input: 25, output: 10, cacheRead: 10, cacheWrite5m: 0, cacheWrite1h: 0 },
  });
});

it('an error is named by its status', () => {
  expect(readGemini({ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }, {})).toEqual({
    errorType: 'RESOURCE_EXHAUSTED',
  });
});
