import { z } from 'zod';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { CacheSimulator, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import type { MockContext, MockResponse, SseEvent } from './mockUpstream.ts';
import { type ConversationState, replyTo } from './script.ts';

const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
});
type ChatRequest = z.infer<typeof request>;

/** The Chat Completions API: scripted replies, SSE or JSON, with usage from a model of the automatic prefix cache. */
export class OpenAiChatMock {
  readonly #cache = new CacheSimulator();

  respond(body: unknown, context: MockContext): MockResponse {
    const parsed = request.parse(body);
    const reply = replyTo(context.script, stateOf(parsed));
    if (reply.kind === 'error') {
      return {
        kind: 'json',
        status: reply.status,
        body: { error: { type: reply.type, message: reply.message, code: null } },
      };
    }
    const pieces = [...(parsed.tools ?? []), ...parsed.messages].map(part => {
      const key = JSON.stringify(part);
      return { key, tokens: context.countTokens(key) };
    });
    const total = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
    const { read } = this.#cache.use({
      rules: cacheRulesOf(resolveModel(parsed.model)),
      scope: parsed.model,
      pieces,
      atMs: context.nowMs(),
    });
    const output = context.countTokens(reply.text + JSON.stringify(reply.calls));
    const completion: Completion = {
      base: { id: context.nextId('chatcmpl-'), created: Math.floor(context.nowMs() / 1000), model: parsed.model },
      text: reply.text,
      calls: reply.calls.map(call => ({
        id: context.nextId('call_'),
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.input) },
      })),
      usage: {
        prompt_tokens: total,
        completion_tokens: output,
        total_tokens: total + output,
        prompt_tokens_details: { cached_tokens: read },
      },
    };
    return parsed.stream === true
      ? { kind: 'events', events: eventsOf(completion, parsed.stream_options?.include_usage === true) }
      : { kind: 'json', status: 200, body: jsonOf(completion) };
  }
}

interface Completion {
  readonly base: { readonly id: string; readonly created: number; readonly model: string };
  readonly text: string;
  readonly calls: readonly {
    readonly id: string;
    readonly type: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
  readonly usage: Readonly<Record<string, unknown>>;
}

function stateOf(body: ChatRequest): ConversationState {
  let answeredRounds = 0;
  let results: string[] = [];
  let previousRole = '';
  for (const { role, content } of body.messages) {
    if (role === 'tool') {
      if (previousRole !== 'tool') answeredRounds++;
      results.push(typeof content === 'string' ? content : JSON.stringify(content));
    } else if (role === 'user') {
      answeredRounds = 0;
      results = [];
    }
    previousRole = role;
  }
  return { toolNames: (body.tools ?? []).flatMap(tool => tool.function?.name ?? []), answeredRounds, results };
}

function finishReason(completion: Completion): string {
  return completion.calls.length > 0 ? 'tool_calls' : 'stop';
}

function jsonOf(completion: Completion): object {
  const toolCalls = completion.calls.length > 0 ? { tool_calls: completion.calls } : {};
  const message = { role: 'assistant', content: completion.text, refusal: null, ...toolCalls };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason(completion) }];
  return { ...completion.base, object: 'chat.completion', choices, usage: completion.usage };
}

function eventsOf(completion: Completion, includeUsage: boolean): readonly SseEvent[] {
  const chunk = (delta: object, finish: string | null = null): SseEvent => ({
    data: JSON.stringify({
      ...completion.base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    }),
  });
  const usage = { ...completion.base, object: 'chat.completion.chunk', choices: [], usage: completion.usage };
  return [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: completion.text }),
    ...completion.calls.map((call, index) => chunk({ tool_calls: [{ index, ...call }] })),
    chunk({}, finishReason(completion)),
    ...(includeUsage ? [{ data: JSON.stringify(usage) }] : []),
    { data: '[DONE]' },
  ];
}
