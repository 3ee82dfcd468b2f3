import { expect, test } from 'vitest';
import { detectBodyFormat, detectEndpoint } from '../../../src/engine/conversation/detectFormat.ts';
import { capture } from './indexed.ts';

test.each([
  ['/v1/messages?beta=true', 'anthropic', 'generate'],
  ['/px/secret/v1/messages', 'anthropic', 'generate'],
  ['/v1/messages/count_tokens', 'anthropic', 'count'],
  ['/chat/completions', 'openai-chat', 'generate'],
  ['/openai/deployments/gpt-4.1/chat/completions?api-version=1', 'openai-chat', 'generate'],
  ['/v1/responses', 'openai-responses', 'generate'],
  ['/v1/responses/compact', 'openai-responses', 'generate'],
  ['/v1/responses/input_tokens', 'openai-responses', 'count'],
])('%s takes %s to %s', (path, format, purpose) => {
  expect(detectEndpoint(path)).toEqual({ format, purpose });
});

test("Gemini's path names the model and whether the answer streams", () => {
  expect(detectEndpoint('/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse')).toEqual({
    format: 'gemini',
    purpose: 'generate',
    model: 'gemini-2.5-pro',
    stream: true,
  });
  expect(detectEndpoint('/v1beta/models/gemini-2.5-pro:countTokens')?.purpose).toBe('count');
});

test.each([
  '/',
  '/v1/models',
  '/v1/messages/batches',
  '/v1/threads/t1/messages',
  '/v1/responses/r1',
  '/v1/embeddings',
  '/v1beta/models/x%ZZ:generateContent/x',
])('%s is none of ours', path => {
  expect(detectEndpoint(path)).toBeUndefined();
});

test("Claude on Google's cloud is Anthropic's format", () => {
  const path = '/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict';

  expect(detectEndpoint(path)).toMatchObject({
    format: 'anthropic',
    model: 'claude-sonnet-4-5@20250929',
    stream: true,
  });
  expect(detectEndpoint(path.replace('streamRawPredict', 'predict'))).toBeUndefined();
});

test.each([
  ['claudeCode-2', 'anthropic'],
  ['copilotChat-2', 'openai-chat'],
  ['codex-2', 'openai-responses'],
  ['geminiCli-2', 'gemini'],
])('the body of %s shows that it is %s', (name, format) => {
  expect(detectBodyFormat(capture(name))).toBe(format);
});

test.each([
  ['[{"role":"user","content":"hi"}]', 'messages'],
  ['{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}]}', 'openai-chat'],
  ['{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"hi"}]}', 'anthropic'],
  ['{"model":"anthropic/claude-sonnet-4-5","messages":[{"role":"system","content":"s"}]}', 'openai-chat'],
  ['{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}]}', 'anthropic'],
  ['{"messages":[],"tools":[{"type":"function","function":{"name":"f"}}]}', 'openai-chat'],
  ['{"messages":[],"tools":[{"name":"f","input_schema":{}}]}', 'anthropic'],
  ['{"prompt":"hi"}', undefined],
  ['"hi"', undefined],
  ['{"messages":', undefined],
])('%s is %s', (body, format) => {
  expect(detectBodyFormat(Buffer.from(body))).toBe(format);
});
