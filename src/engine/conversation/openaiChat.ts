import type { BlockKind } from '../../shared/records.ts';
import { authorOf, readContent, readResult, textKindOf } from './content.ts';
import { cacheMarkOf } from './item.ts';
import { Doubt } from './jsonLexer.ts';
import { type Fields, type JsonValue, without } from './jsonValue.ts';
import type { Piece, Reading, WireReader } from './wireReader.ts';

/** OpenAI Chat Completions, and the many services that speak it. System text is a message like any other. */
export const openaiChat: WireReader = {
  sections: new Map([
    ['tools', { place: 'tools', isList: true, read: readTool }],
    ['functions', { place: 'tools', isList: true, read: readTool }],
    ['messages', { place: 'messages', isList: true, read: readChatMessage }],
  ]),
};

/** Members of an assistant message that hold text beside `content`. Reasoning has no common name among the services. */
const sideTexts: ReadonlyMap<string, BlockKind> = new Map([
  ['reasoning_content', 'thinking'],
  ['reasoning', 'thinking'],
  ['reasoning_text', 'thinking'],
  ['refusal', 'assistantText'],
]);

const handled = ['role', 'content', 'tool_calls', 'function_call', ...sideTexts.keys()];

function readTool(value: JsonValue): Reading {
  const { fields } = value;
  const wireType = fields.get('type')?.text ?? 'function';
  const definition = definitionIn(fields, wireType);
  const tool = definition.get('name')?.text;
  const deferred = fields.get('defer_loading')?.isTrue ?? false;
  return { pieces: [{ kind: 'toolDefinition', wireType, value, part: 0, fields, tool, deferred }] };
}

export function readChatMessage(value: JsonValue): Reading {
  const { fields } = value;
  const role = fields.get('role')?.text;
  if (role === undefined) throw new Doubt('a message without a role');
  const speaker = { role, author: authorOf(role), envelope: without(fields, handled) };
  const isResult = role === 'tool' || role === 'function';
  return { speaker, pieces: isResult ? readToolMessage(role, value) : readSpokenMessage(role, fields) };
}

function readToolMessage(wireType: string, value: JsonValue): readonly Piece[] {
  const { fields } = value;
  return readResult({
    value,
    wireType,
    content: fields.get('content'),
    callId: fields.get('tool_call_id')?.text,
    tool: fields.get('name')?.text,
    cacheMark: cacheMarkOf(fields),
  });
}

function readSpokenMessage(role: string, fields: Fields): readonly Piece[] {
  const pieces = [
    ...readSideTexts(fields),
    ...readContent(fields.get('content'), { textKind: textKindOf(role), wireType: 'text' }),
    ...(fields.get('tool_calls')?.elements ?? []).map(readCall),
    ...readLegacyCall(fields.get('function_call')),
  ];
  return pieces.map((piece, part) => ({ ...piece, part }));
}

function readSideTexts(fields: Fields): readonly Piece[] {
  return [...fields].flatMap(([wireType, value]) => {
    const kind = sideTexts.get(wireType);
    return kind !== undefined && value.isString ? { kind, wireType, value, part: 0, text: value } : [];
  });
}

/** `{type: 'function', function: {name, arguments}}`, or the same with `custom` and `input`. */
function readCall(value: JsonValue): Piece {
  const { fields } = value;
  const wireType = fields.get('type')?.text ?? 'function';
  const call = definitionIn(fields, wireType);
  return {
    kind: 'toolCall',
    wireType,
    value,
    part: 0,
    fields,
    callId: fields.get('id')?.text,
    tool: call.get('name')?.text,
    input: call.get('arguments') ?? call.get('input'),
  };
}

/** From before tools had ids: the result is a message of the role `function` with the same name. */
function readLegacyCall(value: JsonValue | undefined): readonly Piece[] {
  if (!value?.isObject) return [];
  const { fields } = value;
  const tool = fields.get('name')?.text;
  return [
    { kind: 'toolCall', wireType: 'function_call', value, part: 0, fields, tool, input: fields.get('arguments') },
  ];
}

/** Tools and calls have their particulars in a member named like their type; some services leave out that level. */
function definitionIn(fields: Fields, wireType: string): Fields {
  const inner = fields.get(wireType);
  return inner?.isObject ? inner.fields : fields;
}
