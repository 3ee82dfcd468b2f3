import { authorOf, readContent, readPart, readResult, textKindOf } from './content.ts';
import { type Fields, type JsonValue, without } from './jsonValue.ts';
import type { Piece, Reading, WireReader } from './wireReader.ts';

/** OpenAI Responses: `tools`, `instructions`, then `input`, which is one text or a list of typed items. */
export const openaiResponses: WireReader = {
  sections: new Map([
    ['tools', { place: 'tools', isList: true, read: readTool }],
    ['instructions', { place: 'system', isList: false, read: readInstructions }],
    ['input', { place: 'messages', isList: false, read: readResponsesItem }],
  ]),
};

/** Where a call keeps its input. */
const inputMembers: Readonly<Record<string, string>> = {
  function_call: 'arguments',
  custom_tool_call: 'input',
  local_shell_call: 'action',
  shell_call: 'action',
  apply_patch_call: 'operation',
  computer_call: 'action',
  mcp_call: 'arguments',
  tool_search_call: 'arguments',
  web_search_call: 'action',
  code_interpreter_call: 'code',
  file_search_call: 'queries',
};

/** Written by the model, or by the provider on its behalf, besides `…_call` items and the assistant's messages. */
const byModel = new Set(['reasoning', 'mcp_list_tools', 'mcp_approval_request', 'compaction', 'compaction_summary']);

function readTool(value: JsonValue): Reading {
  const { fields } = value;
  const wireType = fields.get('type')?.text ?? 'function';
  const tool = fields.get('name')?.text ?? fields.get('server_label')?.text ?? wireType;
  const deferred = fields.get('defer_loading')?.isTrue ?? false;
  return { pieces: [{ kind: 'toolDefinition', wireType, value, part: 0, fields, tool, deferred }] };
}

function readInstructions(value: JsonValue): Reading {
  if (!value.isString) return readResponsesItem(value);
  return { pieces: [readPart(value, { textKind: 'system', wireType: 'instructions', part: 0 })] };
}

export function readResponsesItem(value: JsonValue): Reading {
  const { fields } = value;
  const role = value.isString ? 'user' : fields.get('role')?.text;
  const type = fields.get('type')?.text ?? (role === undefined ? 'unknown' : 'message');
  if (type === 'message' && role !== undefined) return readMessage(role, value);

  const author = type.endsWith('_call') || byModel.has(type) ? 'model' : 'client';
  return { speaker: { role: type, author }, pieces: readTypedItem(type, value) };
}

/** A message, or the bare string that stands for one by the user. */
function readMessage(role: string, value: JsonValue): Reading {
  const { fields } = value;
  const author = authorOf(role);
  const speaker = { role, author, envelope: without(fields, ['role', 'content']) };
  const wireType = author === 'model' ? 'output_text' : 'input_text';
  const content = value.isString ? value : fields.get('content');
  return { speaker, pieces: readContent(content, { textKind: textKindOf(role), wireType }) };
}

function readTypedItem(wireType: string, value: JsonValue): readonly Piece[] {
  const { fields } = value;
  if (wireType.endsWith('_call_output')) return readOutput(wireType, value);
  if (wireType === 'reasoning') return [{ kind: 'thinking', wireType, value, part: 0, fields }];
  if (!wireType.endsWith('_call')) return [{ kind: 'opaque', wireType, value, part: 0, fields }];
  return [
    {
      kind: 'toolCall',
      wireType,
      value,
      part: 0,
      fields,
      callId: callIdOf(fields),
      // The provider's own tools have no name but their type.
      tool: fields.get('name')?.text ?? wireType.replace(/_call$/, ''),
      input: fields.get(inputMembers[wireType] ?? ''),
    },
  ];
}

/** Shell output comes in chunks of two streams; every other output is a text, a list of parts, or a single part. */
function readOutput(wireType: string, value: JsonValue): readonly Piece[] {
  const { fields } = value;
  const output = fields.get('output');
  const callId = callIdOf(fields);
  const around = without(fields, ['output']);
  if (wireType === 'shell_call_output' && output?.isArray) return readShellOutput(output, { value, callId, around });
  if (output?.isObject) return [{ ...readPart(output, { textKind: 'toolResult', wireType, part: 0, callId }), around }];
  return readResult({ value, content: output, wireType, callId, around });
}

function readShellOutput(output: JsonValue, result: Pick<Piece, 'value' | 'callId' | 'around'>): readonly Piece[] {
  const common = { kind: 'toolResult', wireType: 'shell_call_output', callId: result.callId } as const;
  const streams = output.elements.flatMap(({ fields }) => {
    const around = without(fields, ['stdout', 'stderr']);
    return ['stdout', 'stderr'].flatMap(name => {
      const text = fields.get(name);
      return text?.isString ? { ...common, value: text, text, around } : [];
    });
  });
  if (streams.length === 0) return [{ ...common, ...result, part: 0, fields: new Map([['output', output]]) }];
  return streams.map((stream, part) => ({ ...stream, part }));
}

/** Items of the provider's own tools are paired by `id` where the others have a `call_id`. */
function callIdOf(fields: Fields): string | undefined {
  return fields.get('call_id')?.text ?? fields.get('id')?.text;
}
