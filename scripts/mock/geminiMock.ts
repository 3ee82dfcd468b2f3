import { z } from 'zod';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { CacheSimulator, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import type { MockContext, MockResponse } from './mockUpstream.ts';
import { type ConversationState, replyTo } from './script.ts';

const part = z.looseObject({
  text: z.string().optional(),
  functionResponse: z.looseObject({ response: z.unknown().optional() }).optional(),
});
const content = z.looseObject({ role: z.string().optional(), parts: z.array(part) });
const request = z.looseObject({
  contents: z.array(content),
  systemInstruction: z.unknown().optional(),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).optional() }))
    .optional(),
});
type GeminiRequest = z.infer<typeof request>;

/** What a path of Gemini's API names; `undefined` for other paths. */
export function geminiCall(path: string): { readonly model: string; readonly method: string } | undefined {
  const [, model, method] = /\/models\/([^/:]+):([a-zA-Z]+)$/.exec(path) ?? [];
  return model === undefined || method === undefined ? undefined : { model, method };
}

/** Gemini's generateContent: scripted replies, as events or JSON, with usage from a model of the prefix cache. */
export class GeminiMock {
  readonly #cache = new CacheSimulator();

  respond(
    body: unknown,
    call: { readonly model: string; readonly method: string },
    context: MockContext,
  ): MockResponse {
    const parsed = request.parse(body);
    const pieces = [...(parsed.tools ?? []), parsed.systemInstruction ?? '', ...parsed.contents].map(piece => {
      const key = JSON.stringify(piece);
      return { key, tokens: context.countTokens(key) };
    });
    const total = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
    if (call.method === 'countTokens') return { kind: 'json', status: 200, body: { totalTokens: total } };
    const reply = replyTo(context.script, stateOf(parsed));
    if (reply.kind === 'error') {
      const { status, message, type } = reply;
      return { kind: 'json', status, body: { error: { code: status, message, status: type } } };
    }
    const rules = cacheRulesOf(resolveModel(call.model));
    const { read } = this.#cache.use({ rules, scope: call.model, pieces, atMs: context.nowMs() });
    const parts = [
      { text: reply.text },
      ...reply.calls.map(({ name, input }) => ({ functionCall: { name, args: input, id: context.nextId('') } })),
    ];
    const written = context.countTokens(JSON.stringify(parts));
    const answer = {
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: total,
        cachedContentTokenCount: read,
        candidatesTokenCount: written,
        totalTokenCount: total + written,
      },
      modelVersion: call.model,
      responseId: context.nextId(''),
    };
    return call.method === 'streamGenerateContent'
      ? { kind: 'events', events: [{ data: JSON.stringify(answer) }] }
      : { kind: 'json', status: 200, body: answer };
  }
}

function stateOf({ contents, tools }: GeminiRequest): ConversationState {
  let answeredRounds = 0;
  let results: string[] = [];
  for (const { role, parts } of contents.filter(({ role }) => role !== 'model')) {
    const answers = parts.map(({ functionResponse }) => functionResponse).filter(answer => answer !== undefined);
    if (answers.length > 0) {
      answeredRounds++;
      results.push(...answers.map(({ response }) => JSON.stringify(response ?? null)));
    } else if (role === 'user') {
      answeredRounds = 0;
      results = [];
    }
  }
  const toolNames = (tools ?? []).flatMap(tool => tool.functionDeclarations?.map(({ name }) => name) ?? []);
  return { toolNames, answeredRounds, results };
}
