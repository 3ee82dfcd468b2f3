import type { WatchedCall } from '../../engine/analysis/watchedExchange.ts';
import { countOf, type JsonObject, objectOf, textOf } from './answer.ts';

/** More spans in one export than any client sends; the rest is dropped. */
const maxCalls = 2_000;

/**
 * The calls of models in an OTLP export (JSON): spans whose operation is `chat`, by the semantic conventions for generative
 * AI. Agents' and tools' spans only sum up or surround them. Whatever does not fit tells nothing.
 */
export function readOtlpTraces(body: unknown): readonly WatchedCall[] {
  const calls: WatchedCall[] = [];
  for (const resource of objectsIn(objectOf(body)?.resourceSpans)) {
    const told = attributesOf(objectOf(resource.resource));
    const service = textOf(told.get('service.name'));
    const session = textOf(told.get('session.id'))?.slice(0, 200);
    for (const scope of objectsIn(resource.scopeSpans)) {
      for (const span of objectsIn(scope.spans)) {
        const call = readSpan(span, service);
        if (call === undefined || calls.length >= maxCalls) continue;
        calls.push(session === undefined ? call : { ...call, session });
      }
    }
  }
  return calls;
}

function readSpan(span: JsonObject, service: string | undefined): WatchedCall | undefined {
  const attributes = attributesOf(span);
  const startedAt = millisecondsOf(span.startTimeUnixNano);
  const endedAt = millisecondsOf(span.endTimeUnixNano);
  const id = textOf(span.spanId);
  if (attributes.get('gen_ai.operation.name') !== 'chat' || id === undefined || startedAt === undefined)
    return undefined;
  const model = textOf(attributes.get('gen_ai.response.model')) ?? textOf(attributes.get('gen_ai.request.model'));
  const provider = textOf(attributes.get('gen_ai.provider.name')) ?? textOf(attributes.get('gen_ai.system'));
  const conversation = textOf(attributes.get('gen_ai.conversation.id'));
  const purpose = textOf(attributes.get('copilot_chat.debug_name')) ?? textOf(attributes.get('gen_ai.agent.name'));
  const firstByteS = attributes.get('gen_ai.response.time_to_first_chunk');
  const window = countOf(attributes.get('copilot_chat.request.max_prompt_tokens'));
  const errorType = objectOf(span.status)?.code === 2 ? (textOf(attributes.get('error.type')) ?? 'error') : undefined;
  const usage = usageOf(attributes);
  return {
    id: `${textOf(span.traceId) ?? ''}${id}`.slice(0, 100),
    client: clientNames.get(service ?? '') ?? service?.slice(0, 100) ?? 'unknown',
    provider: provider === 'github' ? 'copilot' : (provider ?? 'unknown').slice(0, 100),
    model: (model ?? 'unknown').slice(0, 200),
    startedAt,
    totalMs: Math.max(0, (endedAt ?? startedAt) - startedAt),
    ...(typeof firstByteS === 'number' && firstByteS >= 0 && { firstByteMs: firstByteS * 1000 }),
    ...(conversation !== undefined && { conversation: conversation.slice(0, 200) }),
    ...(purpose !== undefined && { purpose: purpose.slice(0, 200) }),
    ...(window !== undefined && { window }),
    ...(errorType !== undefined && { errorType: errorType.slice(0, 200) }),
    ...(usage !== undefined && { usage }),
  };
}

const clientNames: ReadonlyMap<string, string> = new Map([
  ['copilot-chat', 'GitHub Copilot'],
  ['github-copilot', 'Copilot CLI'],
  ['vscode-agent-host', 'VS Code Agent Host'],
]);

/** Copilot counts cached tokens into the input, whichever provider answered. */
function usageOf(attributes: ReadonlyMap<string, unknown>): WatchedCall['usage'] {
  const prompt = countOf(attributes.get('gen_ai.usage.input_tokens'));
  const output = countOf(attributes.get('gen_ai.usage.output_tokens'));
  if (prompt === undefined || output === undefined) return undefined;
  const cacheRead = Math.min(countOf(attributes.get('gen_ai.usage.cache_read.input_tokens')) ?? 0, prompt);
  // Copilot Chat names it after Anthropic's field, Copilot CLI after what it is.
  const written = ['cache_creation', 'cache_write'].map(name =>
    countOf(attributes.get(`gen_ai.usage.${name}.input_tokens`)),
  );
  const cacheWrite5m = Math.min(written.find(count => count !== undefined) ?? 0, prompt - cacheRead);
  return { input: prompt - cacheRead - cacheWrite5m, output, cacheRead, cacheWrite5m, cacheWrite1h: 0 };
}

function attributesOf(holder: JsonObject | undefined): ReadonlyMap<string, unknown> {
  const entries = objectsIn(holder?.attributes).map(({ key, value }) => [String(key), plainValue(value)] as const);
  return new Map(entries);
}

/** 64-bit numbers come as text. */
function plainValue(value: unknown): unknown {
  const fields = objectOf(value);
  if (fields?.intValue !== undefined) return Number(fields.intValue);
  return fields?.stringValue ?? fields?.doubleValue ?? fields?.boolValue;
}

function millisecondsOf(nanoseconds: unknown): number | undefined {
  const value = typeof nanoseconds === 'string' || typeof nanoseconds === 'number' ? Number(nanoseconds) : Number.NaN;
  return Number.isFinite(value) && value > 0 ? Math.round(value / 1e6) : undefined;
}

function objectsIn(value: unknown): readonly JsonObject[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.map(objectOf).filter(entry => entry !== undefined);
}
