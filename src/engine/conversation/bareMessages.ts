import { readAnthropicMessage } from './anthropic.ts';
import { readGeminiContent } from './gemini.ts';
import type { Fields, JsonValue } from './jsonValue.ts';
import { readChatMessage } from './openaiChat.ts';
import { readResponsesItem } from './openaiResponses.ts';
import type { Reading, WireReader } from './wireReader.ts';

/**
 * An array of messages without a body around it, as the library gets it. Each message is read in the format whose marks it
 * bears; one that bears none, a role with plain text, means the same in all of them.
 */
export const bareMessages: WireReader = {
  sections: new Map([['', { place: 'messages', isList: true, read: readBareMessage }]]),
};

function readBareMessage(value: JsonValue): Reading {
  const { fields } = value;
  if (fields.has('parts')) return readGeminiContent(value);
  if (isResponsesItem(fields)) return readResponsesItem(value);
  if (isChatMessage(fields)) return readChatMessage(value);
  return readAnthropicMessage(value);
}

/** Its items have a type of their own; a plain `message` shows itself by its parts. */
function isResponsesItem(fields: Fields): boolean {
  const type = fields.get('type')?.text;
  if (type !== undefined && type !== 'message') return true;
  return partTypesOf(fields).some(part => /^(input|output)_(text|image|file)$/.test(part));
}

function isChatMessage(fields: Fields): boolean {
  const role = fields.get('role')?.text;
  if (role === 'tool' || role === 'function' || role === 'developer') return true;
  if (fields.has('tool_calls') || fields.has('function_call') || fields.has('reasoning_content')) return true;
  return partTypesOf(fields).includes('image_url');
}

function partTypesOf(fields: Fields): readonly string[] {
  const parts = fields.get('content')?.elements ?? [];
  return parts.flatMap(part => part.fields.get('type')?.text ?? []);
}
