/** Shaped like the `openai` SDK's client: methods on classes with private state, answers with usage. */
export class FakeOpenAI {
  readonly sent: Record<string, unknown>[] = [];
  readonly chat = { completions: new FakeCreate(this.sent) };
  readonly apiKey = 'not-a-key';
}

/** Shaped like the `@anthropic-ai/sdk` client. */
export class FakeAnthropic {
  readonly sent: Record<string, unknown>[] = [];
  readonly messages = new FakeCreate(this.sent);
}

class FakeCreate {
  /** What the provider answers instead of an answer. */
  refusal: Error | undefined;
  readonly #sent: Record<string, unknown>[];

  constructor(sent: Record<string, unknown>[]) {
    this.#sent = sent;
  }

  async create(parameters: Record<string, unknown>): Promise<unknown> {
    this.#sent.push(parameters);
    if (this.refusal !== undefined) throw this.refusal;
    if (parameters.stream === true) return new FakeStream(chunks);
    return { id: 'answer', usage: { prompt_tokens: 10, completion_tokens: 1, input_tokens: 10, output_tokens: 1 } };
  }
}

/** As both SDKs have it: a class of its own with private state, which can be read once or split in two. */
export class FakeStream implements AsyncIterable<unknown> {
  readonly #iterate: () => AsyncIterator<unknown>;

  constructor(iterate: () => AsyncIterator<unknown>) {
    this.#iterate = iterate;
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown> {
    return this.#iterate();
  }

  tee(): [FakeStream, FakeStream] {
    return [new FakeStream(this.#iterate), new FakeStream(this.#iterate)];
  }
}

async function* chunks(): AsyncGenerator<unknown> {
  yield { choices: [{ delta: { content: 'Hello' } }] };
  yield { choices: [{ delta: { content: '!' } }] };
  yield { choices: [], usage: { prompt_tokens: 120, completion_tokens: 2 } };
}

/** Results of a search, as the seeds have them: 1,000 records of about 50 bytes. */
export function searchResults(): string {
  const results = Array.from({ length: 1000 }, (_, i) => ({
    id: i + 1,
    title: `Result ${i + 1}`,
    score: (i * 7) % 100,
  }));
  return JSON.stringify({ results });
}

/** A chat in which the tool `search` just answered. */
export function searchedChat(): readonly Record<string, unknown>[] {
  return [
    { role: 'user', content: 'What do you find?' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"q":"x"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: searchResults() },
  ];
}
