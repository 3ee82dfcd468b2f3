import { expect, test } from 'vitest';
import { requestOfTranscript } from '../../src/importing/pastedTranscript.ts';

const messagesOf = (text: string): unknown => JSON.parse(requestOfTranscript(text) ?? '{}').messages;

test('a transcript of Claude Code gives the newest request that it led to', () => {
  const about = { sessionId: 's', timestamp: '2026-11-21T10:00:00.000Z', cwd: '/w' };
  const call = { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } };
  const result = { type: 'tool_result', tool_use_id: 't1', content: 'a\nb' };
  const answer = (id: string, content: unknown) => ({ id, role: 'assistant', model: 'claude-sonnet-4-6', content });
  const lines = [
    { ...about, type: 'user', uuid: '1', parentUuid: null, message: { role: 'user', content: 'List it' } },
    { ...about, type: 'assistant', uuid: '2', parentUuid: '1', message: answer('m1', [call]) },
    { ...about, type: 'user', uuid: '3', parentUuid: '2', message: { role: 'user', content: [result] } },
    {
      ...about,
      type: 'assistant',
      uuid: '4',
      parentUuid: '3',
      message: answer('m2', [{ type: 'text', text: 'Two.' }]),
    },
  ];

  const request = JSON.parse(requestOfTranscript(lines.map(line => JSON.stringify(line)).join('\n')) ?? '{}');

  expect(request.model).toBe('claude-sonnet-4-6');
  expect(request.messages).toMatchObject([
    { role: 'user' },
    { role: 'assistant' },
    { role: 'user', content: [result] },
  ]);
});

test('a chat that VS Code has exported is read, whatever else it holds', () => {
  const chat = {
    responderUsername: 'GitHub Copilot',
    requests: [
      {
        message: { text: 'List the runs', parts: [] },
        response: [{ value: 'Here ' }, { kind: 'toolInvocationSerialized' }, { value: 'they are.' }],
      },
    ],
  };

  expect(messagesOf(JSON.stringify(chat, undefined, 2))).toEqual([
    { role: 'user', content: 'List the runs' },
    { role: 'assistant', content: 'Here they are.' },
  ]);
});

test('a chat that was copied as text is read by its speakers', () => {
  const chat = 'ada: List the runs\n\nGitHub Copilot: Here they are:\n- 4017: failed\n\nada: Thanks\n';

  expect(messagesOf(chat)).toEqual([
    { role: 'user', content: 'List the runs' },
    { role: 'assistant', content: 'Here they are:\n- 4017: failed' },
    { role: 'user', content: 'Thanks' },
  ]);
  expect(messagesOf('**User:** Hello\n**Assistant:** Hi')).toHaveLength(2);
});

test.each([
  ['a request body', '{\n  "model": "gpt-4.1",\n  "messages": [{ "role": "user", "content": "hi" }]\n}\n'],
  ['an array of messages', '[{ "role": "user", "content": "hi" }]'],
  ['a log', 'Error: it failed\n  at x\nWarning: y\n'],
  ['lines of JSON', '{"id":1}\n{"id":2}\n'],
  ['plain text', 'What is wrong here?'],
])('%s is no transcript', (_, text) => {
  expect(requestOfTranscript(text)).toBeUndefined();
});
