import { describe, expect, it } from 'vitest';
import { unseenPrefixText } from '../../../src/engine/conversation/unseenPrefix.ts';
import { requestsOf } from '../../../src/importing/claudeCode/requestsOf.ts';
import { readTranscript } from '../../../src/importing/claudeCode/transcript.ts';
import type { ImportedRequest } from '../../../src/importing/importedRequest.ts';
import { agentFile, bodyOf, shapeOf, transcriptText, withoutRequests } from './transcripts.ts';

function requests(text: string): readonly ImportedRequest[] {
  return [...requestsOf(readTranscript(text), { session: 's', agentName: 'Count the orders' })];
}

describe('a transcript that records its requests', () => {
  it('gives back every one whole, with tools, system text and the cache marks of the client', () => {
    const found = requests(transcriptText());

    expect(found.map(({ seen }) => seen)).toEqual(Array(9).fill('everything'));
    expect(shapeOf(found[2] ?? never())).toEqual([
      'user:text,text,text,text',
      'system:text',
      'assistant:text,tool_use',
      'user:tool_result',
      'assistant:text,tool_use,tool_use',
      'user:tool_result,tool_result',
    ]);
    const body = bodyOf(found[2] ?? never());
    expect(body.tools?.map(({ name }) => name)).toContain('Bash');
    expect(JSON.stringify(body.messages.at(-1))).toContain('"cache_control":{"type":"ephemeral"}');
    expect(JSON.stringify(body.messages.slice(0, -1))).not.toContain('cache_control');
  });

  it('begins anew after a compaction', () => {
    const [, , , , , , before, after] = requests(transcriptText());

    expect(shapeOf(before ?? never()).length).toBeGreaterThan(12);
    expect(shapeOf(after ?? never())[0]).toBe('user:text');
    expect(JSON.stringify(bodyOf(after ?? never()).messages[0])).toContain('continued from a previous conversation');
  });

  it('names the same request alike at every import, and tells its time and its usage', () => {
    const [first] = requests(transcriptText());
    const [again] = requests(transcriptText());

    expect(first?.id).toBe(again?.id);
    expect(first?.usage).toMatchObject({ input: 0, cacheRead: 0 });
    expect(first?.answeredAtMs).toBeGreaterThan(first?.sentAtMs ?? 0);
  });

  it('falls back to the messages for a request of which one cannot be found', () => {
    const blobs = /^.*"type":"api-request-blob".*$/m;

    const found = requests(transcriptText().replace(blobs, ''));

    expect(found[0]?.seen).toBe('messages');
  });
});

describe('a transcript that records no requests', () => {
  it('gives back the messages before each answer, and says that tools and system text are missing', () => {
    const found = requests(withoutRequests(transcriptText()));

    expect(found).toHaveLength(9);
    expect(found.every(({ seen }) => seen === 'messages')).toBe(true);
    expect(bodyOf(found[0] ?? never()).system[0]?.text).toBe(unseenPrefixText);
    expect(bodyOf(found[0] ?? never()).tools).toBeUndefined();
  });

  it('keeps the results of calls that ran side by side', () => {
    const found = requests(withoutRequests(transcriptText()));

    expect(shapeOf(found[2] ?? never()).slice(-2)).toEqual([
      'assistant:text,tool_use,tool_use',
      'user:tool_result,tool_result',
    ]);
  });

  it('begins with the summary after a compaction, then what was kept', () => {
    const after = requests(withoutRequests(transcriptText()))[7] ?? never();

    const [summary, kept] = bodyOf(after).messages;
    expect(JSON.stringify(summary)).toContain('continued from a previous conversation');
    expect(kept?.role).toBe('assistant');
  });

  it('answers every call and only calls that were made', () => {
    for (const request of requests(withoutRequests(transcriptText()))) {
      const parts = bodyOf(request).messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
      const calls = parts.filter(part => part.type === 'tool_use').map(part => part.id);
      const results = parts.filter(part => part.type === 'tool_result').map(part => part.tool_use_id);
      expect(new Set(results)).toEqual(new Set(calls));
    }
  });
});

describe('the transcript of a sub-agent', () => {
  it('is a conversation of its own under the name that the client gave it', () => {
    const found = requests(transcriptText(agentFile));

    expect(found.length).toBeGreaterThan(2);
    expect(new Set(found.map(({ agent }) => agent))).toEqual(new Set(['Count the orders']));
    expect(JSON.stringify(found.map(bodyOf))).toContain('"type":"image"');
  });
});

it('a file that ends in the middle of a line loses that line alone', () => {
  const text = transcriptText();
  const whole = readTranscript(text);

  const cut = readTranscript(text.slice(0, -200));

  expect(cut.unread).toBe(1);
  expect(cut.lines.length).toBe(whole.lines.length - 1);
});

function never(): never {
  throw new Error('The transcript has fewer requests than that.');
}
