import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOtlpTraces } from '../../../src/proxy/wire/readOtlpTraces.ts';

const captured: unknown = JSON.parse(
  readFileSync(new URL('../../captures/telemetry/copilot-cli-1.0.102.json', import.meta.url), 'utf8'),
);

/** One export with one span, as Copilot Chat 0.67 tells of a request. */
function chatSpan(attributes: Readonly<Record<string, string | number>>, more: object = {}): unknown {
  const told = { 'gen_ai.operation.name': 'chat', ...attributes };
  const span = {
    ...{ traceId: 't', spanId: 's', startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1700000002500000000' },
    attributes: Object.entries(told).map(([key, value]) => ({
      key,
      value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
    })),
    ...more,
  };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'copilot-chat' } }] };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] };
}

describe('traces of clients', () => {
  it("tell each request of a real Copilot CLI with its tokens and cache figures; agents' and tools' spans tell none", () => {
    const calls = readOtlpTraces(captured);

    expect(calls.map(({ usage }) => usage)).toEqual([
      { input: 0, output: 48, cacheRead: 0, cacheWrite5m: 12_209, cacheWrite1h: 0 },
      { input: 0, output: 45, cacheRead: 12_209, cacheWrite5m: 320, cacheWrite1h: 0 },
      { input: 0, output: 14, cacheRead: 12_529, cacheWrite5m: 70, cacheWrite1h: 0 },
    ]);
    for (const call of calls) {
      expect(call).toMatchObject({ client: 'Copilot CLI', provider: 'copilot', model: 'claude-sonnet-4.6' });
      expect(call.firstByteMs).toBeGreaterThan(1);
    }
    expect(new Set(calls.map(({ conversation }) => conversation)).size).toBe(1);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
  });

  it('tell of Copilot Chat in its own words', () => {
    const [call] = readOtlpTraces(
      chatSpan({
        'gen_ai.provider.name': 'github',
        'gen_ai.request.model': 'gpt-5.4',
        'gen_ai.usage.input_tokens': 1000,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_read.input_tokens': 600,
        'gen_ai.usage.cache_creation.input_tokens': 100,
        'copilot_chat.debug_name': 'panel/editAgent',
        'copilot_chat.request.max_prompt_tokens': 128_000,
      }),
    );

    expect(call).toEqual({
      ...{ id: 'ts', client: 'GitHub Copilot', provider: 'copilot', model: 'gpt-5.4', purpose: 'panel/editAgent' },
      ...{ startedAt: 1_700_000_000_000, totalMs: 2500, window: 128_000 },
      usage: { input: 300, output: 20, cacheRead: 600, cacheWrite5m: 100, cacheWrite1h: 0 },
    });
  });

  it('tell of a failure, and of requests without usage', () => {
    const [failed] = readOtlpTraces(chatSpan({ 'error.type': 'rateLimited' }, { status: { code: 2 } }));

    expect(failed).toMatchObject({ errorType: 'rateLimited', model: 'unknown' });
    expect(failed?.usage).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    [],
    'text',
    { resourceSpans: 7 },
    { resourceSpans: [{ scopeSpans: [{ spans: [null, 1, {}] }] }] },
    chatSpan({}, { spanId: 5 }),
    chatSpan({}, { startTimeUnixNano: 'soon' }),
    chatSpan({ 'gen_ai.operation.name': 'invoke_agent' }),
  ])('that do not fit tell nothing: %j', body => {
    expect(readOtlpTraces(body)).toEqual([]);
  });

  it('never count more cached tokens than there are', () => {
    const tokens = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 1 };
    const [call] = readOtlpTraces(
      chatSpan({
        ...tokens,
        'gen_ai.usage.cache_read.input_tokens': 99,
        'gen_ai.usage.cache_creation.input_tokens': 99,
      }),
    );

    expect(call?.usage).toMatchObject({ input: 0, cacheRead: 10, cacheWrite5m: 0 });
  });
});
