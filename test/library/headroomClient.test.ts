import { afterEach, describe, expect, it } from 'vitest';
import { HeadroomClient } from '../../src/library/headroomClient.ts';
import { photo } from '../images/pictures.ts';
import { FakeAnthropic, FakeOpenAI, searchedChat, searchResults } from './fakeClients.ts';
import { freshStoreUrl } from './storeInFolder.ts';

describe('HeadroomClient', () => {
  const open: HeadroomClient[] = [];
  const make = (original: FakeOpenAI | FakeAnthropic, settings: Record<string, unknown> = {}): HeadroomClient => {
    const client = new HeadroomClient({ originalClient: original, storeUrl: freshStoreUrl(), ...settings });
    open.push(client);
    return client;
  };
  afterEach(() => Promise.all(open.splice(0).map(client => client.close())));

  it('sends exactly what it is given in audit, its default, and records it', async () => {
    const original = new FakeOpenAI();
    const client = make(original);
    const call = { model: 'gpt-4o', messages: searchedChat(), temperature: 0.7 };

    await client.chat.completions.create(call);

    expect(original.sent).toEqual([call]);
    expect(await client.getMetrics({ limit: 10 })).toHaveLength(1);
    expect((await client.getSummary()).totalTokensSaved).toBe(0);
  });

  it('keeps the first five of 1,000 results when a call asks for it, and the original', async () => {
    const original = new FakeOpenAI();
    const client = make(original);

    await client.chat.completions.create({
      model: 'gpt-4o',
      messages: searchedChat(),
      headroom_mode: 'optimize',
      headroom_tool_profiles: { search: { max_array_items: 5 } },
    });

    const [sent] = original.sent;
    const text = toolText(sent);
    expect(text).toContain('"id":5');
    expect(text).not.toContain('"id":6,');
    expect(text).toContain('{"__headroom_truncated": 995}');
    expect(text).toContain('<headroom:tool_digest sha256="');
    expect(text.length).toBeLessThan(2048);
    expect(Object.keys(sent ?? {})).toEqual(['model', 'messages']);
    expect(await client.retrieve(/get: (\w+)/.exec(text)?.[1] ?? '')).toBe(searchResults());
    expect((await client.getStats()).tokensSaved).toBeGreaterThan(10_000);
  });

  it('asks for low detail where a question about a picture needs no more, as the documentation shows', {
    timeout: 60_000,
  }, async () => {
    const original = new FakeOpenAI();
    const client = make(original, { defaultMode: 'optimize' });
    const url = `data:image/png;base64,${(await photo(1024, 1024)).toString('base64')}`;
    const image = { type: 'image_url', image_url: { url } };
    const ask = async (text: string): Promise<unknown> => {
      const content = [{ type: 'text', text }, image];
      await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
      return Reflect.get(Object(original.sent.at(-1)?.messages), 0).content.at(-1);
    };

    // A machine at work may miss the deadline while the models load; another question is another picture.
    let tries = 0;
    await expect
      .poll(() => ask(`What animal is this${'?'.repeat(++tries)}`), { timeout: 50_000 })
      .toEqual({ type: 'image_url', image_url: { url, detail: 'low' } });
  });

  it('slims definitions from the first request of a conversation on when asked to, and only then', async () => {
    const original = new FakeOpenAI();
    const client = make(original, { defaultMode: 'optimize', slimToolDefinitions: true });
    const parameters = { title: 'Search', type: 'object', properties: { title: { type: 'string' } } };
    const tools = [{ type: 'function', function: { name: 'search', parameters } }];
    const system = { role: 'system', content: 'Be brief. '.repeat(1000) };
    const [question = {}, ...answered] = searchedChat();
    const send = (messages: readonly object[]) =>
      client.chat.completions.create({ model: 'gpt-4o', tools, messages: [system, question, ...messages] });

    await send(answered);
    await send([]);
    await send(answered);

    const slim = { type: 'object', properties: { title: { type: 'string' } } };
    expect(original.sent.map(({ tools: sent }) => Reflect.get(Object(sent), 0).function.parameters)).toEqual([
      parameters,
      slim,
      slim,
    ]);
  });

  it('records what a stream told of its usage while it was read', async () => {
    const client = make(new FakeOpenAI());
    const call = { model: 'gpt-4o', messages: searchedChat(), stream: true };

    const stream = (await client.chat.completions.create(call)) as AsyncIterable<unknown>;
    const early = await client.getMetrics();
    for await (const _ of stream);
    const [exchange] = await client.getMetrics();

    expect(early).toEqual([]);
    expect(exchange).toMatchObject({ streamed: true, usage: { input: 120, output: 2 }, cost: { source: 'measured' } });
  });

  it('cuts what outgrew the window when asked to, and sends what is left', async () => {
    const original = new FakeOpenAI();
    const client = make(original, {
      defaultMode: 'optimize',
      rollingWindow: true,
      outputBufferTokens: 0,
      minTokensToCompress: 1e9,
      modelContextLimits: { 'gpt-4o': 40_000 },
    });
    const loop = (id: string): readonly Record<string, unknown>[] =>
      searchedChat()
        .slice(1)
        .map(message => JSON.parse(JSON.stringify(message).replaceAll('call_1', id)));
    const messages = [...searchedChat(), ...loop('call_2'), ...loop('call_3'), ...loop('call_4')];

    await client.chat.completions.create({ model: 'gpt-4o', messages });

    const sent = JSON.stringify(original.sent[0]);
    expect(sent.length).toBeLessThan(JSON.stringify({ messages }).length);
    expect(sent).toContain('tool results omitted (oldest first, to fit the context window');
    expect(await client.retrieve(/get: (\w+)/.exec(sent)?.[1] ?? '')).toContain('Result 1000');
  });

  it('repeats a decision in the next turn, byte for byte', async () => {
    const original = new FakeOpenAI();
    const client = make(original, { defaultMode: 'optimize' });
    const messages = searchedChat();

    await client.chat.completions.create({ model: 'gpt-4o', messages });
    await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [...messages, { role: 'assistant', content: 'Many.' }, { role: 'user', content: 'Which is best?' }],
    });

    const [first, second] = original.sent.map(toolText);
    expect(first).not.toBe(searchResults());
    expect(second).toBe(first);
  });

  it('passes streams through', async () => {
    const client = make(new FakeOpenAI(), { defaultMode: 'optimize' });

    const stream = await client.chat.completions.create({ model: 'gpt-4o', messages: searchedChat(), stream: true });

    let chunks = 0;
    if (typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream) {
      for await (const _ of stream as AsyncIterable<unknown>) chunks++;
    }
    expect(chunks).toBe(3);
  });

  it('judges nothing more in a conversation whose edited request was refused', async () => {
    const original = new FakeOpenAI();
    const client = make(original, { defaultMode: 'optimize' });
    const messages = searchedChat();
    original.chat.completions.refusal = Object.assign(new Error('bad request'), { status: 400 });

    await expect(client.chat.completions.create({ model: 'gpt-4o', messages })).rejects.toThrow('bad request');
    original.chat.completions.refusal = undefined;
    const again = [...messages, ...searchedChat().map(renamed)];
    await client.chat.completions.create({ model: 'gpt-4o', messages: again });

    expect(toolText(original.sent[1])).toBe(toolText(original.sent[0]));
    expect(JSON.stringify(original.sent[1])).toContain(JSON.stringify(searchResults()));
  });

  it('hands on what JSON cannot hold', async () => {
    const original = new FakeOpenAI();
    const client = make(original, { defaultMode: 'optimize' });
    const parse = (): number => 1;

    await client.chat.completions.create({ model: 'gpt-4o', messages: searchedChat(), tools: [{ parse }] });
    await client.chat.completions.create({ model: 'gpt-4o', messages: [], seed: 1n });

    expect(toolText(original.sent[0]).length).toBeLessThan(searchResults().length / 4);
    expect(original.sent[0]?.tools).toEqual([{ parse }]);
    expect(original.sent[1]?.seed).toBe(1n);
  });

  it('plans without sending', async () => {
    const original = new FakeAnthropic();
    const client = make(original);

    const plan = await client.messages.simulate({
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'search', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: searchResults() }] },
      ],
    });

    expect(plan.tokensSaved).toBe(plan.tokensBefore - plan.tokensAfter);
    expect(plan.tokensSaved).toBeGreaterThan(10_000);
    expect(plan.estimatedSavings.usd).toBeGreaterThan(0);
    expect(original.sent).toEqual([]);
  });

  it('sends the call as it is when the store cannot be opened, and says so when asked', async () => {
    const original = new FakeOpenAI();
    const client = make(original, { storeUrl: 'sqlite:////dev/null/headroom.db', defaultMode: 'optimize' });

    await client.chat.completions.create({ model: 'gpt-4o', messages: searchedChat() });

    expect(toolText(original.sent[0])).toBe(searchResults());
    expect((await client.validateSetup()).ok).toBe(false);
  });

  it('finds its setup in order', async () => {
    expect(await make(new FakeOpenAI()).validateSetup()).toEqual({ ok: true, problems: [] });
  });

  it('refuses a mode that it does not know', () => {
    expect(() => make(new FakeOpenAI(), { defaultMode: 'fast' })).toThrow('Give one of off, audit, simulate, optimize');
  });
});

/** The same messages as another call would give them. */
function renamed(message: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(message).replaceAll('call_1', 'call_2'));
}

function toolText(sent: Record<string, unknown> | undefined): string {
  const messages = Array.isArray(sent?.messages) ? sent.messages : [];
  return String(messages.find((message: { role?: string }) => message.role === 'tool')?.content);
}
