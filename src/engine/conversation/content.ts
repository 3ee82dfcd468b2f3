import type { BlockKind } from '../../shared/records.ts';
import type { Fields, JsonValue } from './jsonValue.ts';
import type { Message } from './request.ts';
import type { Piece } from './wireReader.ts';

// What message content and tool results have in common in every format that tells parts apart by their `type`.

/** What is already known about a part from where it stands. */
export interface PartFrame {
  /** Kind of the part when it is plain text. */
  readonly textKind: BlockKind;
  /** Wire type of a bare string, and of a tool result's text. */
  readonly wireType: string;
  readonly part: number;
  readonly callId?: string | undefined;
  readonly tool?: string | undefined;
  readonly isError?: boolean;
}

const partKinds: Readonly<Record<string, BlockKind>> = {
  image: 'image',
  image_url: 'image',
  input_image: 'image',
  computer_screenshot: 'image',
  document: 'document',
  file: 'document',
  input_file: 'document',
  search_result: 'document',
};

/** The member that holds the text, for the types whose whole content is a text. */
const textMembers: Readonly<Record<string, string>> = {
  text: 'text',
  input_text: 'text',
  output_text: 'text',
  summary_text: 'text',
  reasoning_text: 'text',
  refusal: 'refusal',
};

/** Kind of plain text, by the role of who says it. */
export function textKindOf(role: string): BlockKind {
  switch (role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'assistant':
    case 'model':
      return 'assistantText';
    default:
      return 'userText';
  }
}

export function authorOf(role: string): Message['author'] {
  return role === 'assistant' || role === 'model' ? 'model' : 'client';
}

/** Content in either form: one text, or a list of parts. */
export function readContent(content: JsonValue | undefined, frame: Omit<PartFrame, 'part'>): readonly Piece[] {
  if (content?.isString) return [readPart(content, { ...frame, part: 0 })];
  return content?.elements.map((element, part) => readPart(element, { ...frame, part })) ?? [];
}

/** A content part, or a bare string in its place. */
export function readPart(value: JsonValue, frame: PartFrame): Piece {
  const { part, callId, tool, isError = false } = frame;
  if (value.isString) {
    return { kind: frame.textKind, wireType: frame.wireType, value, part, text: value, callId, tool, isError };
  }
  const { fields } = value;
  const type = fields.get('type')?.text ?? 'unknown';
  const text = fields.get(textMembers[type] ?? '');
  if (text?.isString) {
    const wireType = frame.textKind === 'toolResult' ? frame.wireType : type;
    return { kind: frame.textKind, wireType, value, part, text, fields, callId, tool, isError };
  }
  const kind = partKinds[type] ?? 'opaque';
  return { kind, wireType: type, value, part, text: textWithin(type, fields), fields, callId, tool, isError };
}

/** A tool result: `value` is the whole of it, `content` the member that answers the call. */
export interface ResultFrame extends Pick<Piece, 'value' | 'wireType' | 'callId' | 'tool' | 'around' | 'cacheMark'> {
  readonly content: JsonValue | undefined;
  readonly isError?: boolean;
}

/** One block per part. A result in one piece covers the whole result, whichever form its content has. */
export function readResult({ content, around, cacheMark, ...result }: ResultFrame): readonly Piece[] {
  const { value, wireType, callId, tool, isError = false } = result;
  const pieces = readContent(content, { textKind: 'toolResult', wireType, callId, tool, isError });
  if (pieces.length === 0) {
    const fields: Fields | undefined = content?.isObject ? new Map([['content', content]]) : undefined;
    return [{ kind: 'toolResult', wireType, value, part: 0, fields, around, callId, tool, isError, cacheMark }];
  }
  return pieces.map((piece, index) => ({
    ...piece,
    ...(pieces.length === 1 && piece.kind === 'toolResult' && { value }),
    ...(index === 0 && { around }),
    // A mark on the result stands behind all of its parts.
    ...(index === pieces.length - 1 && { cacheMark }),
  }));
}

/** Plain-text documents and search results carry one text deeper inside. */
function textWithin(type: string, fields: Fields): JsonValue | undefined {
  if (type === 'document') {
    const source = fields.get('source')?.fields;
    return source?.get('type')?.text === 'text' ? stringOf(source.get('data')) : undefined;
  }
  if (type === 'search_result') {
    const parts = fields.get('content')?.elements ?? [];
    return parts.length === 1 ? stringOf(parts[0]?.fields.get('text')) : undefined;
  }
  return undefined;
}

export function stringOf(value: JsonValue | undefined): JsonValue | undefined {
  return value?.isString ? value : undefined;
}
