import { expect, it } from 'vitest';
import { withHeadroom } from '../../src/library/withHeadroom.ts';
import { FakeAnthropic, FakeOpenAI, searchedChat, searchResults } from './fakeClients.ts';
import { freshStoreUrl } from './storeInFolder.ts';

it('sends fresh tool results smaller and leaves the rest of the client as it is', async () => {
  const original = new FakeOpenAI();
  const client = withHeadroom(original, { storeUrl: freshStoreUrl() });

  await client.chat.completions.create({ model: 'gpt-4o', messages: searchedChat() });

  expect(JSON.stringify(original.sent[0]).length).toBeLessThan(searchResults().length / 4);
  expect(client.apiKey).toBe('not-a-key');
});

it('wraps an Anthropic client too', async () => {
  const original = new FakeAnthropic();
  const client = withHeadroom(original, { storeUrl: freshStoreUrl() });
  const messages = [
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'search', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: searchResults() }] },
  ];

  await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 10, messages });

  expect(JSON.stringify(original.sent[0]).length).toBeLessThan(searchResults().length / 4);
});
