import type { BlockKind } from '../../shared/records.ts';
import { authorOf, textKindOf } from './content.ts';
import { type Fields, type JsonValue, without } from './jsonValue.ts';
import type { Piece, Reading, WireReader } from './wireReader.ts';

/** Gemini `generateContent`. Its API takes every member in camel case and in snake case. */
export const gemini: WireReader = {
  sections: new Map([
    ['tools', { place: 'tools', isList: true, read: readTools }],
    ['systemInstruction', { place: 'system', isList: false, read: readSystem }],
    ['system_instruction', { place: 'system', isList: false, read: readSystem }],
    ['contents', { place: 'messages', isList: false, read: readGeminiContent }],
  ]),
};

/** Kinds of parts without a text or a call, by the member that makes them. */
const dataMembers = ['inlineData', 'fileData', 'executableCode', 'codeExecutionResult'];

/** One `tools` element declares many functions, or switches on tools of the provider's. */
function readTools(value: JsonValue): Reading {
  const pieces = [...value.fields].flatMap(([name, tool]) => {
    if (name !== 'functionDeclarations' && name !== 'function_declarations') return readProviderTool(name, tool);
    return tool.elements.map(readDeclaration);
  });
  return { pieces: pieces.map((piece, part) => ({ ...piece, part })) };
}

function readDeclaration(value: JsonValue): Piece {
  const { fields } = value;
  const tool = fields.get('name')?.text;
  return { kind: 'toolDefinition', wireType: 'functionDeclaration', value, part: 0, fields, tool };
}

function readProviderTool(name: string, value: JsonValue): Piece {
  return { kind: 'toolDefinition', wireType: name, value, part: 0, fields: value.fields, tool: name };
}

function readSystem(value: JsonValue): Reading {
  return { pieces: readParts(value, 'system') };
}

export function readGeminiContent(value: JsonValue): Reading {
  const { fields } = value;
  const role = fields.get('role')?.text ?? 'user';
  const speaker = { role, author: authorOf(role), envelope: without(fields, ['role', 'parts']) };
  return { speaker, pieces: readParts(value, textKindOf(role)) };
}

/** The parts of a content, which the SDKs let people write as a bare string. */
function readParts(value: JsonValue, textKind: BlockKind): readonly Piece[] {
  if (value.isString) return [{ kind: textKind, wireType: 'text', value, part: 0, text: value }];
  return partsOf(value.fields).flatMap((part, index) => readPart(part, index, textKind));
}

function readPart(value: JsonValue, part: number, textKind: BlockKind): Piece | readonly Piece[] {
  const { fields } = value;
  const text = fields.get('text');
  if (text?.isString) {
    const kind = fields.get('thought')?.isTrue ? 'thinking' : textKind;
    return { kind, wireType: 'text', value, part, text, fields: without(fields, ['thought']) };
  }
  const response = member(fields, 'functionResponse');
  if (response !== undefined) return readResponse(value, response.fields);
  const call = member(fields, 'functionCall')?.fields;
  if (call === undefined) return readData(value, part);
  const callId = call.get('id')?.text;
  const tool = call.get('name')?.text;
  // The part around the call carries the thought's signature, so the part as a whole is the block.
  return { kind: 'toolCall', wireType: 'functionCall', value, part, fields, callId, tool, input: call.get('args') };
}

/**
 * A response is an object of the client's making. Its text is the string member `output`, as Gemini's own clients have it,
 * or its only member when that is a string. Media come in `parts` beside it.
 */
function readResponse(value: JsonValue, fields: Fields): readonly Piece[] {
  const answer = fields.get('response')?.fields ?? new Map<string, JsonValue>();
  const text = textOf(answer);
  const link = { callId: fields.get('id')?.text, tool: fields.get('name')?.text };
  const isError = answer.has('error') && !answer.has('output');
  const whole = { kind: 'toolResult', wireType: 'functionResponse', value, part: 0, isError, ...link } as const;
  const media = partsOf(fields).map((part, index) => ({ ...readData(part, index + 1), ...link }));
  // Whether the text is called `output` or `result` does not change what it says.
  return [{ ...whole, text, fields: text === undefined ? without(fields, ['name', 'parts']) : answer }, ...media];
}

function textOf(answer: Fields): JsonValue | undefined {
  const output = answer.get('output');
  if (output?.isString) return output;
  const [only] = answer.size === 1 ? answer.values() : [];
  return only?.isString ? only : undefined;
}

function readData(value: JsonValue, part: number): Piece {
  const { fields } = value;
  const wireType = dataMembers.find(name => member(fields, name) !== undefined) ?? 'unknown';
  const data = member(fields, wireType)?.fields;
  const mimeType = data && member(data, 'mimeType')?.text;
  return { kind: kindOf(mimeType), wireType, value, part, fields };
}

function kindOf(mimeType: string | undefined): BlockKind {
  if (mimeType === undefined) return 'opaque';
  return mimeType.startsWith('image/') ? 'image' : 'document';
}

function partsOf(fields: Fields): readonly JsonValue[] {
  return fields.get('parts')?.elements ?? [];
}

/** A member by its camel-case name, also where it is spelt in snake case. */
function member(fields: Fields, name: string): JsonValue | undefined {
  return fields.get(name) ?? fields.get(name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`));
}
