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

it('sees what goes out by the methods that end in create, beside them or through the client', async () => {
  const sent: unknown[] = [];
  const original = {
    messages: {
      create: (parameters: unknown) => Promise.resolve(sent.push(parameters)),
      stream(parameters: unknown) {
        return this.create(parameters);
      },
    },
    chat: {
      completions: {
        get _client(): typeof original {
          return original;
        },
        create: (parameters: unknown) => {
          const answer = Promise.resolve({ id: `answer ${sent.push(parameters)}` });
          return Object.assign(answer, { _thenUnwrap: (read: (value: object) => unknown) => answer.then(read) });
        },
        parse(parameters: unknown) {
          const read = (answer: object) => ({ ...answer, parsed: true });
          return this._client.chat.completions.create(parameters)._thenUnwrap(read);
        },
      },
    },
  };
  const client = withHeadroom(original, { storeUrl: freshStoreUrl() });
  const result = { type: 'tool_result', tool_use_id: 't1', content: searchResults() };
  const messages = [
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'search', input: {} }] },
    { role: 'user', content: [result] },
  ];

  await client.messages.stream({ model: 'claude-sonnet-4-5', max_tokens: 10, messages });
  const parsed = await client.chat.completions.parse({ model: 'gpt-4o', messages: searchedChat() });

  const lengths = sent.map(parameters => JSON.stringify(parameters).length);
  expect(lengths).toHaveLength(2);
  expect(Math.max(...lengths)).toBeLessThan(searchResults().length / 4);
  expect(parsed).toEqual({ id: 'answer 2', parsed: true });
});

it('goes with the client when that is made anew with other options', async () => {
  class Configurable extends FakeOpenAI {
    maxRetries = 2;

    withOptions(options: { readonly maxRetries: number }): this {
      return Object.assign(this, options);
    }
  }
  const original = new Configurable();
  const client = withHeadroom(original, { storeUrl: freshStoreUrl() }).withOptions({ maxRetries: 0 });

  await client.chat.completions.create({ model: 'gpt-4o', messages: searchedChat() });

  expect(client.maxRetries).toBe(0);
  expect(JSON.stringify(original.sent[0]).length).toBeLessThan(searchResults().length / 4);
});
