import type { WireFormat } from '../../src/shared/records.ts';
import { unreachable } from '../../src/shared/unreachable.ts';

/** One tool call of an agent and what it printed. */
export interface Call {
  readonly id: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly result: string;
}

/** A human prompt, or the calls of one step with the model's words before them. */
export type Step =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'calls'; readonly text: string; readonly calls: readonly Call[] };

export interface Agent {
  readonly model: string;
  readonly system: string;
  readonly tools: readonly string[];
}

/** The request that an agent sends after these steps, as Claude Code or an OpenAI client writes it. */
export function agentBody(agent: Agent, steps: readonly Step[], format: WireFormat): Uint8Array {
  return Buffer.from(JSON.stringify(format === 'anthropic' ? anthropicBody(agent, steps) : chatBody(agent, steps)));
}

type Part = Record<string, unknown>;
type Message = { role: string; content: string | Part[] };

const mark = { cache_control: { type: 'ephemeral' } };

/** The mark on the last block wanders, and with it the form of the message that held it. */
function anthropicBody({ model, system, tools }: Agent, steps: readonly Step[]) {
  const messages = steps.flatMap((step): Message[] => {
    switch (step.kind) {
      case 'prompt':
        return [{ role: 'user', content: step.text }];
      case 'answer':
        return [{ role: 'assistant', content: [{ type: 'text', text: step.text }] }];
      case 'calls':
        return [
          { role: 'assistant', content: [{ type: 'text', text: step.text }, ...step.calls.map(toolUse)] },
          { role: 'user', content: step.calls.map(toolResult) },
        ];
      default:
        return unreachable(step);
    }
  });
  const last = messages.at(-1);
  if (last !== undefined) last.content = markLast(last.content);
  return {
    model,
    max_tokens: 32_000,
    system: [{ type: 'text', text: system, ...mark }],
    tools: tools.map(name => ({ name, description: `Runs ${name}.`, input_schema: schemaOf(name) })),
    messages,
  };
}

function toolUse({ id, tool, input }: Call): Part {
  return { type: 'tool_use', id, name: tool, input };
}

function toolResult({ id, result }: Call): Part {
  return { type: 'tool_result', tool_use_id: id, content: result };
}

function markLast(content: Message['content']): Part[] {
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return parts.map((part, i) => (i === parts.length - 1 ? { ...part, ...mark } : part));
}

function chatBody({ model, system, tools }: Agent, steps: readonly Step[]) {
  const messages = steps.flatMap((step): Part[] => {
    switch (step.kind) {
      case 'prompt':
        return [{ role: 'user', content: step.text }];
      case 'answer':
        return [{ role: 'assistant', content: step.text }];
      case 'calls':
        return [
          { role: 'assistant', content: step.text, tool_calls: step.calls.map(functionCall) },
          ...step.calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
        ];
      default:
        return unreachable(step);
    }
  });
  return {
    model,
    messages: [{ role: 'system', content: system }, ...messages],
    tools: tools.map(name => ({ type: 'function', function: { name, parameters: schemaOf(name) } })),
  };
}

/** As generators of schemas write them. */
function schemaOf(name: string) {
  const command = { type: 'string', title: 'Command', examples: ['make'] };
  return {
    $schema: 'https://json-schema.org/draft-07/schema#',
    title: `${name}Input`,
    type: 'object',
    properties: { command },
  };
}

function functionCall({ id, tool, input }: Call): Part {
  return { id, type: 'function', function: { name: tool, arguments: JSON.stringify(input) } };
}
