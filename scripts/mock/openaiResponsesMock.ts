import { z } from 'zod';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { CacheSimulator, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import type { MockContext, MockResponse, SseEvent } from './mockUpstream.ts';
import { responseEvents, type WholeResponse } from './responseEvents.ts';
import { type ConversationState, type MockReply, replyTo, type ToolUse } from './script.ts';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  output: z.unknown().optional(),
});
const tool = z.looseObject({ type: z.string(), name: z.string().optional() });
const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  /** Over a WebSocket only: false asks to be ready, not for an answer. */
  generate: z.boolean().optional(),
  instructions: z.unknown().optional(),
  tools: z.array(tool).optional(),
  input: z.union([z.string(), z.array(item)]),
  previous_response_id: z.string().nullish(),
});
type ResponsesRequest = z.infer<typeof request>;
type Item = z.infer<typeof item>;

/** The Responses API: scripted replies, SSE, JSON or WebSocket messages, with usage from a model of the prefix cache. */
export class OpenAiResponsesMock {
  readonly #cache = new CacheSimulator();
  readonly #conversations = new Map<string, readonly Item[]>();

  respond(body: unknown, context: MockContext): MockResponse {
    const parsed = request.parse(body);
    const answered = this.#answer(parsed, context);
    if (answered.kind === 'error') {
      const { type, message, status } = answered;
      return { kind: 'json', status, body: { error: { type, message, code: null } } };
    }
    return parsed.stream === true
      ? { kind: 'events', events: responseEvents(answered.response) }
      : { kind: 'json', status: 200, body: answered.response };
  }

  /** The messages that answer one message of a WebSocket. */
  converse(message: unknown, context: MockContext): readonly SseEvent[] {
    const parsed = request.parse(message);
    const answered = this.#answer(parsed, context);
    if (answered.kind === 'error') {
      const { type, message: text, status } = answered;
      return [{ data: JSON.stringify({ type: 'error', status, error: { type, message: text } }) }];
    }
    return responseEvents(answered.response);
  }

  #answer(
    body: ResponsesRequest,
    context: MockContext,
  ): Extract<MockReply, { kind: 'error' }> | { readonly kind: 'response'; readonly response: WholeResponse } {
    const input = [...(this.#conversations.get(body.previous_response_id ?? '') ?? []), ...itemsOf(body.input)];
    const reply: MockReply =
      body.generate === false
        ? { kind: 'message', text: '', calls: [] }
        : replyTo(context.script, stateOf(body.tools ?? [], input));
    if (reply.kind === 'error') return reply;
    const output = outputOf(reply, body.tools ?? [], context);
    const response = {
      ...{ id: context.nextId('resp_'), object: 'response', model: body.model, output },
      created_at: Math.floor(context.nowMs() / 1000),
      usage: this.#usage(body, { input, output, context }),
    };
    this.#conversations.set(response.id, [...input, ...output]);
    return { kind: 'response', response };
  }

  #usage(
    body: ResponsesRequest,
    {
      input,
      output,
      context,
    }: { readonly input: readonly Item[]; readonly output: readonly Item[]; readonly context: MockContext },
  ): WholeResponse['usage'] {
    const pieces = [...(body.tools ?? []), body.instructions ?? '', ...input].map(part => {
      const key = JSON.stringify(part);
      return { key, tokens: context.countTokens(key) };
    });
    const total = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
    const rules = cacheRulesOf(resolveModel(body.model));
    const { read } = this.#cache.use({ rules, scope: body.model, pieces, atMs: context.nowMs() });
    const written = context.countTokens(JSON.stringify(output));
    return {
      input_tokens: total,
      input_tokens_details: { cached_tokens: read },
      output_tokens: written,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: total + written,
    };
  }
}

function itemsOf(input: ResponsesRequest['input']): readonly Item[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
}

function stateOf(tools: readonly z.infer<typeof tool>[], input: readonly Item[]): ConversationState {
  let answeredRounds = 0;
  let results: string[] = [];
  let wasResult = false;
  for (const entry of input) {
    const isResult = entry.type?.endsWith('_output') === true;
    if (isResult) {
      if (!wasResult) answeredRounds++;
      results.push(typeof entry.output === 'string' ? entry.output : JSON.stringify(entry.output));
    } else if (entry.role === 'user') {
      answeredRounds = 0;
      results = [];
    }
    wasResult = isResult;
  }
  return { toolNames: tools.flatMap(({ name }) => name ?? []), answeredRounds, results };
}

function outputOf(
  reply: Extract<MockReply, { kind: 'message' }>,
  tools: readonly z.infer<typeof tool>[],
  { nextId }: MockContext,
): readonly Item[] {
  const message = {
    ...{ id: nextId('msg_'), type: 'message', status: 'completed', role: 'assistant' },
    content: [{ type: 'output_text', text: reply.text, annotations: [], logprobs: [] }],
  };
  const calls = reply.calls.map(call => callItem(call, tools, nextId));
  return reply.text === '' && calls.length === 0 ? [] : [message, ...calls];
}

/** Tools of the kind `custom` take plain text instead of JSON. */
function callItem(
  { name, input }: ToolUse,
  tools: readonly z.infer<typeof tool>[],
  nextId: MockContext['nextId'],
): Item {
  const shared = { status: 'completed', call_id: nextId('call_'), name };
  const isCustom = tools.some(offered => offered.name === name && offered.type === 'custom');
  return isCustom
    ? { ...shared, id: nextId('ctc_'), type: 'custom_tool_call', input: String(input.input ?? JSON.stringify(input)) }
    : { ...shared, id: nextId('fc_'), type: 'function_call', arguments: JSON.stringify(input) };
}
