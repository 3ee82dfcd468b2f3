import type { WireFormat } from '../../shared/records.ts';
import { Doubt } from './jsonLexer.ts';
import { JsonTape } from './jsonTape.ts';
import { type Fields, JsonValue } from './jsonValue.ts';

/** What an endpoint takes. `count` asks for the size of a request and gets no answer from a model. */
export interface Endpoint {
  readonly format: WireFormat;
  readonly purpose: 'generate' | 'count';
  /** Set where the path, not the body, names the model or asks for a stream. */
  readonly model?: string;
  readonly stream?: boolean;
}

/**
 * The endpoint behind a URL path, `undefined` for paths whose bodies we do not read. Only the end of the path counts,
 * since gateways and SDKs put prefixes in front of it and many leave out `/v1`.
 */
export function detectEndpoint(path: string): Endpoint | undefined {
  const [pathname = ''] = path.split('?');
  const known = endpoints.find(({ ending }) => ending.test(pathname));
  return known?.endpoint ?? modelEndpoint(pathname);
}

/** The format of a body that came without a path. Messages alone (an array) are `messages`, whoever's shape they have. */
export function detectBodyFormat(body: Uint8Array): WireFormat | undefined {
  try {
    const tape = new JsonTape(body);
    tape.read(tape.lexer.start);
    return formatOf(new JsonValue(tape, 0));
  } catch (error) {
    if (error instanceof Doubt) return undefined;
    throw error;
  }
}

const endpoints: readonly { readonly ending: RegExp; readonly endpoint: Endpoint }[] = [
  // Threads of OpenAI's Assistants have messages too, of another kind.
  { ending: /^(?!.*\/threads\/).*\/messages$/, endpoint: { format: 'anthropic', purpose: 'generate' } },
  { ending: /\/messages\/count_tokens$/, endpoint: { format: 'anthropic', purpose: 'count' } },
  { ending: /\/chat\/completions$/, endpoint: { format: 'openai-chat', purpose: 'generate' } },
  { ending: /\/responses$/, endpoint: { format: 'openai-responses', purpose: 'generate' } },
  { ending: /\/responses\/compact$/, endpoint: { format: 'openai-responses', purpose: 'generate' } },
  { ending: /\/responses\/input_tokens$/, endpoint: { format: 'openai-responses', purpose: 'count' } },
];

/** Google's paths name the model and the method. Its cloud serves Claude too, in Anthropic's format. */
function modelEndpoint(pathname: string): Endpoint | undefined {
  const [, model, method] = /\/models\/([^/:]+):([a-zA-Z]+)$/.exec(pathname) ?? [];
  if (model === undefined) return undefined;
  switch (method) {
    case 'generateContent':
      return { format: 'gemini', purpose: 'generate', model, stream: false };
    case 'streamGenerateContent':
      return { format: 'gemini', purpose: 'generate', model, stream: true };
    case 'countTokens':
      return { format: 'gemini', purpose: 'count', model, stream: false };
    case 'rawPredict':
      return { format: 'anthropic', purpose: 'generate', model, stream: false };
    case 'streamRawPredict':
      return { format: 'anthropic', purpose: 'generate', model, stream: true };
    default:
      return undefined;
  }
}

function formatOf(root: JsonValue): WireFormat | undefined {
  if (root.isArray) return 'messages';
  const { fields } = root;
  if (fields.has('contents')) return 'gemini';
  if (fields.has('input')) return 'openai-responses';
  if (!fields.has('messages')) return undefined;
  return looksLikeAnthropic(fields) ? 'anthropic' : 'openai-chat';
}

/** Both send `messages`; what tells them apart is where system text and tools' schemas go, and the kinds of parts. */
function looksLikeAnthropic(fields: Fields): boolean {
  if (['system', 'anthropic_version', 'thinking', 'top_k', 'stop_sequences'].some(key => fields.has(key))) return true;
  const [tool] = fields.get('tools')?.elements ?? [];
  if (tool !== undefined) return tool.fields.has('input_schema');
  if (/claude/i.test(fields.get('model')?.text ?? '')) return !hasSystemMessage(fields);
  return anthropicParts(fields);
}

function hasSystemMessage(fields: Fields): boolean {
  const [first] = fields.get('messages')?.elements ?? [];
  return /^(system|developer)$/.test(first?.fields.get('role')?.text ?? '');
}

function anthropicParts(fields: Fields): boolean {
  const kinds = /^(tool_use|tool_result|thinking|redacted_thinking|image|document)$/;
  const messages = fields.get('messages')?.elements ?? [];
  return messages.some(message => {
    const parts = message.fields.get('content')?.elements ?? [];
    return parts.some(part => kinds.test(part.fields.get('type')?.text ?? ''));
  });
}
