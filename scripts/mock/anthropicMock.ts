import { z } from 'zod';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { type CachePiece, CacheSimulator, type CacheUse, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import type { MockContext, MockResponse, SseEvent } from './mockUpstream.ts';
import { type ConversationState, type MockReply, replyTo } from './script.ts';

const part = z.looseObject({
  type: z.string(),
  cache_control: z.looseObject({ ttl: z.string().optional() }).optional(),
});
const content = z.union([z.string(), z.array(part)]);
const request = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  tools: z.array(z.looseObject({ name: z.string().optional(), defer_loading: z.boolean().optional() })).optional(),
  system: content.optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: content.optional() })),
});
type AnthropicRequest = z.infer<typeof request>;

/** The Messages API: scripted replies, SSE or JSON, with usage from a model of the prompt cache. */
export class AnthropicMock {
  readonly #cache = new CacheSimulator();

  respond(body: unknown, context: MockContext): MockResponse {
    const parsed = request.parse(body);
    const reply = replyTo(context.script, stateOf(parsed));
    if (reply.kind === 'error') {
      return {
        kind: 'json',
        status: reply.status,
        body: { type: 'error', error: { type: reply.type, message: reply.message } },
      };
    }
    const usage = this.#cache.use({
      rules: cacheRulesOf(resolveModel(parsed.model)),
      scope: parsed.model,
      pieces: piecesOf(parsed, context.countTokens),
      atMs: context.nowMs(),
    });
    const message = buildMessage(parsed.model, reply, { usage, context });
    return parsed.stream === true
      ? { kind: 'events', events: eventsOf(message) }
      : { kind: 'json', status: 200, body: message };
  }

  countTokens(body: unknown, context: MockContext): MockResponse {
    const pieces = piecesOf(request.parse(body), context.countTokens);
    return { kind: 'json', status: 200, body: { input_tokens: pieces.reduce((sum, piece) => sum + piece.tokens, 0) } };
  }
}

/** The billing header of Claude Code differs per version and is assumed to stay out of the cache key. */
const billingHeader = /^x-anthropic-billing-header:/;

function piecesOf(body: AnthropicRequest, countTokens: (text: string) => number): readonly CachePiece[] {
  const tools = (body.tools ?? [])
    .filter(tool => tool.defer_loading !== true)
    .map(tool => toPiece('tool', tool, countTokens));
  const system = partsOf(body.system).map(entry => toPiece('system', entry, countTokens));
  const messages = body.messages.flatMap(message =>
    partsOf(message.content).map(entry => toPiece(message.role, entry, countTokens)),
  );
  return [...tools, ...system, ...messages];
}

function partsOf(value: z.infer<typeof content> | undefined): readonly z.infer<typeof part>[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [part.parse({ type: 'text', text: value })] : value;
}

function toPiece(
  role: string,
  entry: Readonly<Record<string, unknown>>,
  countTokens: (text: string) => number,
): CachePiece {
  const { cache_control: mark, ...rest } = entry;
  const text = typeof rest.text === 'string' ? rest.text : JSON.stringify(rest);
  const piece = {
    key: role + (billingHeader.test(text) ? 'billing' : JSON.stringify(rest)),
    tokens: countTokens(text),
  };
  const ttl = z.looseObject({ ttl: z.string().optional() }).safeParse(mark);
  return ttl.success ? { ...piece, mark: ttl.data.ttl === '1h' ? '1h' : '5m' } : piece;
}

function stateOf(body: AnthropicRequest): ConversationState {
  let answeredRounds = 0;
  let results: string[] = [];
  for (const message of body.messages.filter(({ role }) => role === 'user')) {
    const parts = partsOf(message.content);
    const answers = parts.filter(entry => entry.type === 'tool_result');
    if (answers.length > 0) {
      answeredRounds++;
      results.push(...answers.map(entry => JSON.stringify(entry.content)));
    } else if (parts.some(entry => entry.type === 'text' && !/^\s*<system-reminder>/.test(String(entry.text)))) {
      answeredRounds = 0;
      results = [];
    }
  }
  return { toolNames: (body.tools ?? []).flatMap(tool => tool.name ?? []), answeredRounds, results };
}

interface AnthropicMessage {
  readonly content: readonly Readonly<Record<string, unknown>>[];
  readonly stop_reason: string;
  readonly usage: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

function buildMessage(
  model: string,
  reply: Extract<MockReply, { kind: 'message' }>,
  { usage, context }: { readonly usage: CacheUse; readonly context: MockContext },
): AnthropicMessage {
  const calls = reply.calls.map(call => ({
    type: 'tool_use',
    id: context.nextId('toolu_'),
    name: call.name,
    input: call.input,
  }));
  const parts = [{ type: 'text', text: reply.text }, ...calls];
  return {
    id: context.nextId('msg_'),
    type: 'message',
    role: 'assistant',
    model,
    content: parts,
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: usage.input,
      cache_read_input_tokens: usage.read,
      cache_creation_input_tokens: usage.write5m + usage.write1h,
      cache_creation: { ephemeral_5m_input_tokens: usage.write5m, ephemeral_1h_input_tokens: usage.write1h },
      output_tokens: context.countTokens(JSON.stringify(parts)),
      service_tier: 'standard',
    },
  };
}

function eventsOf(message: AnthropicMessage): readonly SseEvent[] {
  const event = (type: string, data: object): SseEvent => ({ event: type, data: JSON.stringify({ type, ...data }) });
  const started = { ...message, content: [], stop_reason: null, usage: { ...message.usage, output_tokens: 1 } };
  return [
    event('message_start', { message: started }),
    event('ping', {}),
    ...message.content.flatMap((entry, index) => [
      event('content_block_start', { index, content_block: emptied(entry) }),
      ...deltasOf(entry).map(delta => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    event('message_delta', {
      delta: { stop_reason: message.stop_reason, stop_sequence: null },
      usage: { output_tokens: message.usage.output_tokens },
    }),
    event('message_stop', {}),
  ];
}

function emptied(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return entry.type === 'text' ? { ...entry, text: '' } : { ...entry, input: {} };
}

function deltasOf(entry: Readonly<Record<string, unknown>>): readonly object[] {
  return entry.type === 'text'
    ? thirds(String(entry.text)).map(text => ({ type: 'text_delta', text }))
    : thirds(JSON.stringify(entry.input)).map(json => ({ type: 'input_json_delta', partial_json: json }));
}

function thirds(text: string): readonly string[] {
  const size = Math.max(1, Math.ceil(text.length / 3));
  return [text.slice(0, size), text.slice(size, 2 * size), text.slice(2 * size)].filter(piece => piece !== '');
}
