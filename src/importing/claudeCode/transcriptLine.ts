import type { Usage } from '../../shared/records.ts';

/** A message as the provider's API takes it. Content stays what the transcript holds: text or an array of parts. */
export interface WireMessage {
  readonly role: string;
  readonly content: string | readonly WirePart[];
}

export type WirePart = Readonly<Record<string, unknown>>;

interface Place {
  readonly uuid: string;
  /** The entry that this one follows; absent at a beginning and after a compaction. */
  readonly parent: string | undefined;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** The sub-agent whose conversation it is; absent for the main one. */
  readonly agent: string | undefined;
}

/** What of a transcript's line tells of a request. Lines about anything else are `other`. */
export type TranscriptLine =
  | ({ readonly kind: 'user'; readonly message: WireMessage; readonly isShownOnly: boolean } & Place)
  | ({
      readonly kind: 'assistant';
      readonly message: WireMessage;
      /** Lines with the same id are parts of one answer. */
      readonly answer: string;
      readonly model: string;
      readonly usage: Usage | undefined;
      /** The `request` line that led to this answer. */
      readonly request: string | undefined;
    } & Place)
  /** What the client itself added, as it was sent. */
  | ({ readonly kind: 'addition'; readonly message: WireMessage | undefined } & Place)
  /** Everything before it was replaced by a summary, but for the messages of these lines. */
  | ({ readonly kind: 'boundary'; readonly kept: readonly string[] } & Place)
  | {
      readonly kind: 'shape';
      readonly hash: string;
      readonly system: readonly WirePart[];
      readonly tools: readonly WirePart[];
    }
  | { readonly kind: 'blob'; readonly hash: string; readonly message: WireMessage }
  | RequestLine
  | { readonly kind: 'other' };

/** A request by its difference to an earlier one: so many messages of that, then these by their hashes. */
export interface RequestLine {
  readonly kind: 'request';
  readonly id: string;
  readonly atMs: number;
  readonly model: string;
  readonly shape: string;
  readonly base: string | undefined;
  readonly keep: number;
  readonly tail: readonly string[];
  readonly marks: readonly { readonly path: readonly (string | number)[]; readonly value: unknown }[];
}

const other: TranscriptLine = { kind: 'other' };

/** Reads one line; `undefined` when it is no JSON, such as the last one of a file that is being written. */
export function parseTranscriptLine(line: string): TranscriptLine | undefined {
  const value = parseRecord(line);
  if (value === undefined) return undefined;
  switch (value.type) {
    case 'user':
    case 'assistant':
    case 'attachment':
      return placed(value) ?? other;
    case 'system':
      return value.subtype === 'compact_boundary' ? boundary(value) : other;
    case 'api-request-shape':
      return shape(value);
    case 'api-request-blob':
      return blob(value);
    case 'api-request':
      return request(value);
    default:
      return other;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function placed(value: Fields): TranscriptLine | undefined {
  const place = placeOf(value);
  if (place === undefined) return undefined;
  if (value.type === 'attachment') return { kind: 'addition', ...place, message: addition(value) };
  const message = messageOf(value.message);
  if (message === undefined) return undefined;
  if (value.type === 'user') {
    const isShownOnly = value.isVisibleInTranscriptOnly === true && value.isCompactSummary !== true;
    return { kind: 'user', ...place, message, isShownOnly };
  }
  return assistant(value, message, place);
}

function assistant(value: Fields, message: WireMessage, place: Place): TranscriptLine | undefined {
  const { id, model, usage } = recordOf(value.message);
  // What the client says in the model's name, such as an error of the API, was never sent.
  if (typeof id !== 'string' || typeof model !== 'string' || model === '<synthetic>') return undefined;
  return {
    kind: 'assistant',
    ...place,
    message,
    answer: id,
    model,
    usage: usageOf(usage),
    request: textOf(value.requestRef),
  };
}

function addition(value: Fields): WireMessage | undefined {
  const rendered = Array.isArray(value.rendered) ? value.rendered : [];
  const parts = rendered.flatMap(each => {
    const text = textOf(recordOf(each).content);
    return text === undefined ? [] : [{ type: 'text', text }];
  });
  return parts.length === 0 ? undefined : { role: textOf(value.renderedRole) ?? 'user', content: parts };
}

function boundary(value: Fields): TranscriptLine {
  const place = placeOf(value);
  if (place === undefined) return other;
  const { uuids } = recordOf(recordOf(value.compactMetadata).preservedMessages);
  const kept = Array.isArray(uuids) ? uuids.filter(uuid => typeof uuid === 'string') : [];
  return { kind: 'boundary', ...place, kept };
}

function shape(value: Fields): TranscriptLine {
  const { system, tools } = recordOf(value.shape);
  const hash = textOf(value.shapeHash);
  return hash === undefined ? other : { kind: 'shape', hash, system: partsOf(system), tools: partsOf(tools) };
}

function blob(value: Fields): TranscriptLine {
  const hash = textOf(value.hash);
  const message = messageOf(value.message);
  return hash === undefined || message === undefined ? other : { kind: 'blob', hash, message };
}

function request(value: Fields): TranscriptLine {
  const id = textOf(value.id);
  const shapeHash = textOf(value.shapeHash);
  const model = textOf(recordOf(value.params).model);
  if (id === undefined || shapeHash === undefined || model === undefined) return other;
  const marks = partsOf(value.cacheControl).map(mark => ({
    path: Array.isArray(mark.path)
      ? mark.path.filter(step => typeof step === 'string' || typeof step === 'number')
      : [],
    value: mark.value,
  }));
  return {
    kind: 'request',
    id,
    atMs: timeOf(value.timestamp),
    model,
    shape: shapeHash,
    base: textOf(value.base),
    keep: typeof value.keep === 'number' ? value.keep : 0,
    tail: Array.isArray(value.tail) ? value.tail.filter(hash => typeof hash === 'string') : [],
    marks,
  };
}

function placeOf(value: Fields): Place | undefined {
  const uuid = textOf(value.uuid);
  if (uuid === undefined) return undefined;
  // Older versions kept sub-agents in the main file, marked but without a name.
  const agent = textOf(value.agentId) ?? (value.isSidechain === true ? 'sidechain' : undefined);
  return { uuid, parent: textOf(value.parentUuid), atMs: timeOf(value.timestamp), agent };
}

/** Keeps every member of the message that the provider would see, and no other. */
function messageOf(value: unknown): WireMessage | undefined {
  const { role, content, ...rest } = recordOf(value);
  if (typeof role !== 'string') return undefined;
  const own = role === 'assistant' || rest.output_config === undefined ? {} : { output_config: rest.output_config };
  if (typeof content === 'string') return { role, content, ...own };
  return Array.isArray(content) ? { role, content: partsOf(content), ...own } : undefined;
}

function usageOf(value: unknown): Usage | undefined {
  const fields = recordOf(value);
  const input = countOf(fields.input_tokens);
  const output = countOf(fields.output_tokens);
  if (input === undefined || output === undefined) return undefined;
  const written = countOf(fields.cache_creation_input_tokens) ?? 0;
  const hour = countOf(recordOf(fields.cache_creation).ephemeral_1h_input_tokens) ?? 0;
  return {
    input,
    output,
    cacheRead: countOf(fields.cache_read_input_tokens) ?? 0,
    cacheWrite5m: Math.max(0, written - hour),
    cacheWrite1h: hour,
  };
}

function parseRecord(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partsOf(value: unknown): readonly WirePart[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function timeOf(value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? 0 : at;
}
