import { describe, expect, it } from 'vitest';
import { routeRequest } from '../../src/proxy/route.ts';

function upstreamOf(url: string, headers: readonly string[] = []): string {
  return routeRequest('POST', url, headers).upstream;
}

describe('the upstream of a request', () => {
  it.each([
    ['/v1/messages', 'anthropic'],
    ['/v1/messages/count_tokens?beta=true', 'anthropic'],
    ['/v1/messages/batches', 'anthropic'],
    ['/v1/chat/completions', 'openai'],
    ['/v1/responses', 'openai'],
    ['/v1/embeddings', 'openai'],
    ['/v1beta/models/gemini-3:generateContent', 'google'],
    ['/copilot/chat/completions', 'copilot'],
    ['/copilot', 'copilot'],
    ['/u/groq/openai/v1/chat/completions', 'groq'],
    ['/w/My%20Project/u/groq/v1/models', 'groq'],
    ['/copilots/x', 'openai'],
  ])('of %s is %s', (url, expected) => {
    expect(upstreamOf(url)).toBe(expected);
  });

  it('is told by the credentials where providers share a path', () => {
    expect(upstreamOf('/v1/models', ['Anthropic-Version', '2023-06-01'])).toBe('anthropic');
    expect(upstreamOf('/v1/files', ['x-api-key', 'k'])).toBe('anthropic');
    expect(upstreamOf('/api/hello', ['Authorization', 'Bearer sk-ant-oat01-x'])).toBe('anthropic');
    expect(upstreamOf('/v1/models', ['x-goog-api-key', 'k'])).toBe('google');
    expect(upstreamOf('/v1/models', ['Authorization', 'Bearer sk-x'])).toBe('openai');
    expect(upstreamOf('/v1/responses', ['ChatGPT-Account-Id', 'a'])).toBe('chatgpt');
    expect(upstreamOf('/v1/messages', ['ChatGPT-Account-Id', 'a'])).toBe('anthropic');
  });
});

it('our own prefixes are taken off, and the rest stays as it was spelt', () => {
  expect(routeRequest('GET', '/w/a%2Fb/u/mine/x%20y/../z?q=%41', [])).toEqual({
    upstream: 'mine',
    path: '/x%20y/../z?q=%41',
    label: 'a/b',
  });
  expect(routeRequest('GET', '/w/p?x=1', []).path).toBe('/?x=1');
});

it('a label that cannot be decoded is none', () => {
  expect(routeRequest('GET', '/w/%ff/v1/models', [])).toEqual({ upstream: 'openai', path: '/v1/models' });
});

it('only bodies that are posted are read', () => {
  expect(routeRequest('POST', '/v1/messages?beta=true', []).known).toMatchObject({
    format: 'anthropic',
    purpose: 'generate',
  });
  expect(routeRequest('POST', '/v1/messages/count_tokens', []).known).toMatchObject({ purpose: 'count' });
  expect(routeRequest('POST', '/v1beta/models/gemini-3:streamGenerateContent', []).known).toMatchObject({
    format: 'gemini',
    model: 'gemini-3',
  });
  expect(routeRequest('GET', '/v1/messages', []).known).toBeUndefined();
  expect(routeRequest('POST', '/v1/files', []).known).toBeUndefined();
});
