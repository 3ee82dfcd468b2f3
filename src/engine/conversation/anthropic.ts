import { authorOf, readContent, readPart, readResult, stringOf, textKindOf } from './content.ts';
import { cacheMarkOf } from './item.ts';
import { Doubt } from './jsonLexer.ts';
import { type Fields, type JsonValue, without } from './jsonValue.ts';
import type { Piece, Reading, WireReader } from './wireReader.ts';

/** Anthropic Messages: `tools`, then `system`, then `messages`, whatever their order in the body. */
export const anthropic: WireReader = {
  sections: new Map([
    ['tools', { place: 'tools', isList: true, read: readTool }],
    ['system', { place: 'system', isList: false, read: readSystem }],
    ['messages', { place: 'messages', isList: true, read: readAnthropicMessage }],
  ]),
};

/**
 * Claude Code's first system block names the client and, on the first-party host, differs in every request. Those
 * conversations are cached all the same, so the provider must keep the block out of its cache key, and so do we: a chain
 * with it would take every turn for a new conversation.
 */
const attribution = 'x-anthropic-billing-header:';

function readTool(value: JsonValue): Reading {
  const { fields } = value;
  const wireType = fields.get('type')?.text ?? 'custom';
  const tool = fields.get('name')?.text;
  const deferred = fields.get('defer_loading')?.isTrue ?? false;
  return { pieces: [{ kind: 'toolDefinition', wireType, value, part: 0, fields, tool, deferred }] };
}

function readSystem(value: JsonValue): Reading {
  const piece = readPart(value, { textKind: 'system', wireType: 'text', part: 0 });
  const isUnchained = piece.text?.text?.startsWith(attribution) ?? false;
  return { pieces: [{ ...piece, isUnchained }] };
}

export function readAnthropicMessage(value: JsonValue): Reading {
  const { fields } = value;
  const role = fields.get('role')?.text;
  if (role === undefined) throw new Doubt('a message without a role');
  const speaker = { role, author: authorOf(role), envelope: without(fields, ['role', 'content']) };
  const content = fields.get('content');
  const frame = { textKind: textKindOf(role), wireType: 'text' };
  if (!content?.isArray) return { speaker, pieces: readContent(content, frame) };
  const pieces = content.elements.flatMap((element, part) => {
    return readSpecial(element, part) ?? readPart(element, { ...frame, part });
  });
  return { speaker, pieces };
}

/** The kinds that are more than a plain part. */
function readSpecial(value: JsonValue, part: number): Piece | readonly Piece[] | undefined {
  const { fields } = value;
  const wireType = fields.get('type')?.text ?? 'unknown';
  const common = { wireType, value, part, fields };
  switch (wireType) {
    case 'thinking':
    case 'redacted_thinking':
      return { ...common, kind: 'thinking', text: stringOf(fields.get('thinking')) };
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use': {
      const callId = fields.get('id')?.text;
      return { ...common, kind: 'toolCall', callId, tool: fields.get('name')?.text, input: fields.get('input') };
    }
    case 'compaction':
      // The provider's own summary of what it dropped; it speaks for the model from here on.
      return { ...common, kind: 'assistantText', text: stringOf(fields.get('content')) };
    case 'tool_result':
    case 'mcp_tool_result':
      return readToolResult(wireType, value, fields);
    default:
      if (!wireType.endsWith('_tool_result')) return undefined;
      // Results of the provider's own tools are partly encrypted and belong to the model's turn: addressed as a whole.
      return { ...common, part: 0, kind: 'toolResult', callId: fields.get('tool_use_id')?.text };
  }
}

function readToolResult(wireType: string, value: JsonValue, fields: Fields): readonly Piece[] {
  return readResult({
    value,
    wireType,
    content: fields.get('content'),
    callId: fields.get('tool_use_id')?.text,
    isError: fields.get('is_error')?.isTrue ?? false,
    around: without(fields, ['content', 'is_error']),
    cacheMark: cacheMarkOf(fields),
  });
}
