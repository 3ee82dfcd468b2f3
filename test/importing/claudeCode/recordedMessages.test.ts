import { describe, expect, it } from 'vitest';
import { canonicalHash } from '../../../src/importing/claudeCode/canonicalHash.ts';
import { RebuiltMessages } from '../../../src/importing/claudeCode/rebuiltMessages.ts';
import { RecordedRequests } from '../../../src/importing/claudeCode/recordedMessages.ts';
import { readTranscript } from '../../../src/importing/claudeCode/transcript.ts';
import type { WireMessage } from '../../../src/importing/claudeCode/transcriptLine.ts';
import { transcriptText } from './transcripts.ts';

const hello: WireMessage = { role: 'user', content: 'hello' };

it('a message has the same name whatever the order of its members', () => {
  expect(canonicalHash({ content: 'hello', role: 'user' })).toBe(canonicalHash(hello));
  expect(canonicalHash({ role: 'assistant', content: 'hello' })).not.toBe(canonicalHash(hello));
});

describe('recorded requests', () => {
  const shape = { type: 'api-request-shape', shapeHash: 's', shape: { system: [], tools: [] } };
  const blob = { type: 'api-request-blob', hash: 'h', message: hello };
  const request = (id: string, more: object) => ({
    type: 'api-request',
    id,
    shapeHash: 's',
    params: { model: 'm' },
    ...more,
  });
  const find = (lines: readonly object[], id: string) =>
    new RecordedRequests(readTranscript(lines.map(line => JSON.stringify(line)).join('\n'))).find(id);

  it('take over what they share with an earlier one', () => {
    const lines = [shape, blob, request('a', { tail: ['h', 'h'] }), request('b', { base: 'a', keep: 1, tail: ['h'] })];

    expect(find(lines, 'b')?.messages).toEqual([hello, hello]);
  });

  it('are missing when a message, the shape or more of the base than there is is missing', () => {
    expect(find([shape, blob, request('a', { tail: ['gone'] })], 'a')).toBeUndefined();
    expect(find([blob, request('a', { tail: ['h'] })], 'a')).toBeUndefined();
    expect(find([shape, blob, request('a', { base: 'gone', keep: 3, tail: ['h'] })], 'a')).toBeUndefined();
    expect(find([shape, request('a', { base: 'a', keep: 1 })], 'a')).toBeUndefined();
  });
});

it('messages that were rebuilt say what was recorded', () => {
  const transcript = readTranscript(transcriptText());
  const recorded = new RecordedRequests(transcript);
  const rebuilt = new RebuiltMessages(transcript);

  for (const answer of transcript.answers) {
    const model = (messages: readonly WireMessage[] = []) => messages.filter(({ role }) => role === 'assistant');
    expect(model(rebuilt.before(answer))).toEqual(model(recorded.find(answer.request ?? '')?.messages));
  }
});
