import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTranscriptLine } from '../../../src/importing/claudeCode/transcriptLine.ts';
import { transcriptText } from './transcripts.ts';

describe('a line of a transcript', () => {
  it('is left out when it is cut off', () => {
    expect(parseTranscriptLine('{"type":"user","uuid":"a","mess')).toBeUndefined();
  });

  it('is of no interest when it tells nothing of a request', () => {
    expect(parseTranscriptLine('{"type":"queue-operation","content":"hello"}')).toEqual({ kind: 'other' });
  });

  it('that the client wrote in the name of the model was never sent', () => {
    const line = {
      type: 'assistant',
      uuid: 'a',
      message: { role: 'assistant', id: 'm', model: '<synthetic>', content: [] },
    };

    expect(parseTranscriptLine(JSON.stringify(line))).toEqual({ kind: 'other' });
  });

  it('tells tokens by the lifetime for which they were cached', () => {
    const usage = {
      input_tokens: 3,
      output_tokens: 5,
      cache_read_input_tokens: 7,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    };
    const message = { role: 'assistant', id: 'm', model: 'claude-opus-5-5', content: [], usage };

    const parsed = parseTranscriptLine(JSON.stringify({ type: 'assistant', uuid: 'a', message }));

    expect(parsed).toMatchObject({ usage: { input: 3, output: 5, cacheRead: 7, cacheWrite5m: 10, cacheWrite1h: 20 } });
  });

  it('never throws, however it is cut or mixed up', () => {
    const lines = transcriptText().split('\n').filter(Boolean);
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(400), fc.string({ maxLength: 8 }), (at, from, inserted) => {
        const line = lines[at] ?? '';
        parseTranscriptLine(line.slice(0, from) + inserted + line.slice(from));
      }),
    );
    fc.assert(fc.property(fc.jsonValue(), value => void parseTranscriptLine(JSON.stringify(value))));
  });
});
