import { expect, test } from 'vitest';
import { type ChatFacts, chatAnswer, topicOf } from '../../../src/extension/native/chatAnswer.ts';

const facts = {
  overview: {
    status: { state: 'running', mode: 'audit', profile: 'balanced' },
    today: { tokensSaved: 0, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0.8 },
  },
  newest: {
    ...{ title: 'Fix', client: 'Claude Code', model: 'claude-opus-4-5', window: 200_000, tokensAfter: 100_000 },
    ...{ verdict: 'Nothing is new in this request.', wasteTokens: 21_000 },
    composition: [{ kind: 'toolResult', tokens: 80_000 }],
    blocks: [{ label: 'Bash a | b', kind: 'toolResult', tokensAfter: 30_000 }],
    waste: [{}],
  },
  report: {
    advice: [
      { category: 'unusedTools', place: 'MCP github', text: 'Disable it.', tokens: 18_000, usd: 2.5, requests: 58 },
    ],
    cache: {
      hot: 90_000,
      rewritten: 10_000,
      fresh: 0,
      breaks: [{ title: 'Fix', tokens: 10_000, cause: 'a date changed', byUs: false }],
    },
  },
} as unknown as ChatFacts;

test('why the context is full: size, kinds, largest parts and the verdict, each from recorded rows', () => {
  const answer = chatAnswer('context', facts);

  expect(answer).toContain('**100.0k tokens, 50 % of 200.0k** in “Fix”');
  expect(answer).toContain('| Tool results | 80.0k | 100 % |');
  expect(answer).toContain('- **30.0k** Tool results: `Bash a | b`');
  expect(answer).toContain('Nothing is new in this request.');
});

test('waste, cache and savings have answers of their own', () => {
  expect(chatAnswer('waste', facts)).toContain(
    '1. **Unused tool definitions: MCP github** (18.0k tokens, ~$2.50 in 58 requests). Disable it.',
  );
  expect(chatAnswer('cache', facts)).toContain('- 10.0k tokens in “Fix”: a date changed');
  expect(chatAnswer('savings', facts)).toContain('could have saved ~$0.80');
});

test('without a request it says what to do', () => {
  const { overview } = facts;
  const nothing = { newest: undefined, report: undefined };
  const stopped = { ...overview, status: { ...overview.status, state: 'stopped' } } as const;

  expect(chatAnswer('context', { overview, ...nothing })).toContain('Connect a client');
  expect(chatAnswer('waste', { overview: stopped, ...nothing })).toContain('Start the proxy');
});

test.each([
  [undefined, 'why is my context full?', 'context'],
  [undefined, 'Did the cache break?', 'cache'],
  [undefined, 'what can I improve', 'waste'],
  [undefined, 'How much money did you save', 'savings'],
  ['cache', 'why', 'cache'],
  ['toString', 'why', 'context'],
] as const)('the topic of /%s "%s" is %s', (command, prompt, topic) => {
  expect(topicOf(command, prompt)).toBe(topic);
});
