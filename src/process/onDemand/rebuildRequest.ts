import type { BlockRecord, ExchangeDetail } from '../../shared/records.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * A request with the blocks of a recorded exchange, for sending it again in thought: the store keeps blocks, not bodies. It is
 * in Anthropic's form whatever the client spoke, holds each block in its place, and leaves out texts that have expired.
 */
export function rebuildRequest(exchange: ExchangeDetail, texts: ReadonlyMap<string, string>): string {
  const present = withCallIds(exchange.blocks).flatMap(block => {
    const text = texts.get(block.hash);
    return text === undefined ? [] : [{ block, text }];
  });
  const head = present.filter(({ block }) => block.message < 0);
  const ttl = (exchange.usage?.cacheWrite1h ?? 0) > 0 ? { ttl: '1h' } : {};
  const mark = { cache_control: { type: 'ephemeral', ...ttl } };
  const messages = messagesOf(present.filter(({ block }) => block.message >= 0));
  return JSON.stringify({
    model: exchange.model,
    tools: head.filter(({ block }) => block.kind === 'toolDefinition').map(toolOf),
    system: markLast(
      head.filter(({ block }) => block.kind !== 'toolDefinition').map(({ text }) => ({ type: 'text', text })),
      mark,
    ),
    messages: messages.map((message, index) =>
      index === messages.length - 1 ? { ...message, content: markLast(message.content, mark) } : message,
    ),
  });
}

/** Formats without call ids answer calls in their order. */
function withCallIds(blocks: readonly BlockRecord[]): readonly BlockRecord[] {
  const unnamed = { toolCall: 0, toolResult: 0 };
  return blocks.map(block => {
    if (block.callId !== undefined || (block.kind !== 'toolCall' && block.kind !== 'toolResult')) return block;
    return { ...block, callId: `call-${++unnamed[block.kind]}` };
  });
}

interface Present {
  readonly block: BlockRecord;
  readonly text: string;
}

interface Message {
  readonly role: string;
  readonly content: readonly Part[];
}

function toolOf({ block, text }: Present): Part {
  const definition = parseObject(text);
  const name = block.tool ?? block.label;
  // What costs nothing stands outside of the prefix until it is named.
  const deferred = block.tokensBefore === 0 ? { defer_loading: true } : {};
  return definition !== undefined && 'input_schema' in definition
    ? { ...definition, ...deferred }
    : { name, description: text, input_schema: {}, ...deferred };
}

/** Blocks of one message stay together, and the parts of one tool result in it. */
function messagesOf(present: readonly Present[]): readonly Message[] {
  const messages: { readonly index: number; readonly role: string; readonly content: Part[] }[] = [];
  let result: { readonly callId: string; readonly parts: Part[] } | undefined;
  const made = new Set(present.flatMap(({ block }) => (block.kind === 'toolCall' ? (block.callId ?? []) : [])));
  for (const each of present) {
    const { block } = each;
    const role = roleOf(block);
    if (isResultPart(block) && !made.has(block.callId)) {
      // A request that is a delta to an earlier one does not hold the call, which decides how its result is read.
      made.add(block.callId);
      messages.push({ index: -1, role: 'assistant', content: [callOf(block, '')] });
    }
    let message = messages.at(-1);
    if (message === undefined || message.index !== block.message || message.role !== role) {
      message = { index: block.message, role, content: [] };
      messages.push(message);
      result = undefined;
    }
    if (!isResultPart(block)) {
      result = undefined;
      message.content.push(partOf(each));
    } else if (result?.callId === block.callId) {
      result.parts.push(resultPart(each));
    } else {
      result = { callId: block.callId, parts: [resultPart(each)] };
      message.content.push({ type: 'tool_result', tool_use_id: block.callId, content: result.parts });
    }
  }
  return messages.map(({ role, content }) => ({ role, content: content.map(flattenResult) }));
}

function roleOf({ kind }: BlockRecord): string {
  switch (kind) {
    case 'assistantText':
    case 'thinking':
    case 'toolCall':
      return 'assistant';
    case 'system':
      return 'system';
    default:
      return 'user';
  }
}

function isResultPart(block: BlockRecord): block is BlockRecord & { readonly callId: string } {
  return block.callId !== undefined && block.kind !== 'toolCall';
}

function resultPart({ block, text }: Present): Part {
  return block.kind === 'toolResult' ? { type: 'text', text } : (parseObject(text) ?? { type: 'text', text });
}

/** A result of one text is that text: in this form most clients send it. */
function flattenResult(part: Part): Part {
  const [only, ...more] = part.type === 'tool_result' && Array.isArray(part.content) ? part.content : [];
  return only?.type === 'text' && more.length === 0 ? { ...part, content: only.text } : part;
}

function partOf({ block, text }: Present): Part {
  switch (block.kind) {
    case 'userText':
    case 'assistantText':
    case 'system':
      return { type: 'text', text };
    case 'thinking':
      return { type: 'thinking', thinking: text, signature: '' };
    case 'toolCall':
      return callOf(block, text);
    default:
      return parseObject(text) ?? { type: 'text', text };
  }
}

function callOf(block: BlockRecord, text: string): Part {
  const known = parseObject(text);
  if (known?.type === 'tool_use') return known;
  return { type: 'tool_use', id: block.callId, name: block.tool ?? 'tool', input: inputOf(block) };
}

/** Records keep the command or file under one name; which it is shows in the tool. */
function inputOf({ subject, tool = '' }: BlockRecord): Readonly<Record<string, string>> {
  if (subject === undefined) return {};
  return /bash|shell|exec|terminal|command/i.test(tool) ? { command: subject } : { file_path: subject };
}

function markLast(parts: readonly Part[], mark: Part): readonly Part[] {
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, ...mark } : part));
}

function parseObject(text: string): Part | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}
