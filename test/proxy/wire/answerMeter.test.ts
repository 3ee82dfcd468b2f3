import { describe, expect, it } from 'vitest';
import { meterAnswer } from '../../../src/proxy/wire/answerMeter.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

const anthropicStream = [
  'event: message_start\r\ndata: {"type":"message_start","message":{"id":"msg_1","model":"claude-é","usage":{"input_tokens":7,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":1}}}\r\n\r\n',
  'event: ping\ndata: {"type": "ping"}\n\n',
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"€ \\"usage\\" 😀"}}\n\n',
  'event: message_delta\rdata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"cache_creation_input_tokens":30,"output_tokens":42}}\r\r',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
].join('');

const anthropicAnswer = {
  model: 'claude-é',
  responseId: 'msg_1',
  stopReason: 'end_turn',
  usage: { input: 7, output: 42, cacheRead: 100, cacheWrite5m: 10, cacheWrite1h: 20 },
};

const chatStream = [
  'data: {"id":"c1","model":"gpt-5","choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":null}]}\n\n',
  'data: {"id":"c1","model":"gpt-5","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: {"id":"c1","model":"gpt-5","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":64,"cache_write_tokens":6}}}\n\n',
  'data: [DONE]\n\n',
].join('');

const responsesStream = [
  'event: response.created\ndata: {"type":"response.created","response":{"id":"r1","object":"response","model":"gpt-5","status":"in_progress","usage":null}}\n\n',
  'event: response.completed\ndata: {"type":"response.completed","response":{"id":"r1","object":"response","model":"gpt-5","status":"completed","usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":20},"output_tokens":9}}}\n\n',
].join('');

const geminiStream = [
  'data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}],"modelVersion":"gemini-3","responseId":"g1"}\r\n\r\n',
  'data: {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":10,"candidatesTokenCount":4,"thoughtsTokenCount":6},"modelVersion":"gemini-3","responseId":"g1"}\r\n\r\n',
].join('');

function readCut(format: WireFormat, text: string, at: number, contentType = 'text/event-stream; charset=utf-8') {
  const bytes = new TextEncoder().encode(text);
  const meter = meterAnswer(format, contentType);
  meter.feed(bytes.subarray(0, at));
  meter.feed(bytes.subarray(at));
  return meter.end();
}

describe('an answer read beside its relay', () => {
  it.each([
    ['anthropic', anthropicStream, anthropicAnswer],
    [
      'openai-chat',
      chatStream,
      {
        model: 'gpt-5',
        responseId: 'c1',
        stopReason: 'stop',
        usage: { input: 30, output: 5, cacheRead: 64, cacheWrite5m: 6, cacheWrite1h: 0 },
      },
    ],
    [
      'openai-responses',
      responsesStream,
      {
        model: 'gpt-5',
        responseId: 'r1',
        stopReason: 'completed',
        usage: { input: 30, output: 9, cacheRead: 20, cacheWrite5m: 0, cacheWrite1h: 0 },
      },
    ],
    [
      'gemini',
      geminiStream,
      {
        model: 'gemini-3',
        responseId: 'g1',
        stopReason: 'STOP',
        usage: { input: 20, output: 10, cacheRead: 10, cacheWrite5m: 0, cacheWrite1h: 0 },
      },
    ],
  ] as const)('tells the same wherever an %s stream is cut', (format, stream, expected) => {
    const size = new TextEncoder().encode(stream).length;

    for (let at = 0; at <= size; at++) expect(readCut(format, stream, at), `cut at ${at}`).toEqual(expected);
  });

  it('tells the same when a stream comes byte by byte', () => {
    const meter = meterAnswer('anthropic', 'text/event-stream');
    for (const byte of new TextEncoder().encode(anthropicStream)) meter.feed(Uint8Array.of(byte));

    expect(meter.end()).toEqual(anthropicAnswer);
  });

  it('reads a body, and an array of bodies', () => {
    const body = '{"model":"m","stop_reason":"max_tokens","usage":{"input_tokens":1,"output_tokens":2}}';
    const usage = { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

    expect(readCut('anthropic', body, 9, 'application/json')).toEqual({ model: 'm', stopReason: 'max_tokens', usage });
    expect(readCut('gemini', '[{"modelVersion":"g"},\r\n{"responseId":"1"}]', 3, 'application/json')).toEqual({
      model: 'g',
      responseId: '1',
    });
  });

  it('keeps what was told before a stream breaks off', () => {
    const end = anthropicStream.indexOf('event: message_delta');

    expect(readCut('anthropic', anthropicStream.slice(0, end), 5)).toMatchObject({
      model: 'claude-é',
      usage: { output: 1 },
    });
  });

  it('names an error in the middle of a stream', () => {
    const stream = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\n';

    expect(readCut('anthropic', stream, 20).errorType).toBe('overloaded_error');
  });

  it('tells nothing of what it cannot read', () => {
    expect(readCut('anthropic', 'data: {broken "usage\n\ndata: 7\n\n', 8)).toEqual({});
    expect(readCut('openai-chat', '<html>', 2, 'text/html')).toEqual({});
    expect(
      readCut('anthropic', '{"usage":{"input_tokens":"many","output_tokens":-1}}', 2, 'application/json').usage,
    ).toEqual({
      ...{ input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    });
  });
});
