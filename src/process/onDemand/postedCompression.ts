import { memberSlots } from '../../engine/conversation/memberSlots.ts';
import { OptionError, optionNamed } from '../../shared/options.ts';
import type { WireFormat } from '../../shared/records.ts';
import { layered, type OnDemandRequest } from './onDemand.ts';

const formats: readonly WireFormat[] = ['anthropic', 'openai-chat', 'openai-responses', 'gemini', 'messages'];

/**
 * Reads the body of `POST /v1/compress`: an array of messages, or an object with `messages` (such an array) or `body` (a whole
 * request) and `model`, `format`, `config` and options beside it. The request is cut out as the bytes that it is. Throws
 * `OptionError` for what does not fit.
 */
export function readPosted(posted: Uint8Array): OnDemandRequest {
  if (isArray(posted, 0)) return { body: posted, options: {} };
  const slots = memberSlots(posted);
  if (slots === undefined)
    throw new OptionError('body', 'The body is neither an array nor an object with distinct keys.');
  const read = (name: string): unknown => {
    const slot = slots.get(name);
    return slot === undefined ? undefined : JSON.parse(textAt(posted, slot));
  };
  const request = slots.get('body') ?? slots.get('messages');
  if (request === undefined || (slots.has('body') && slots.has('messages'))) {
    throw new OptionError('messages', 'Give either "messages", an array, or "body", a whole request.');
  }
  const messages = slots.get('messages');
  if (messages !== undefined && !isArray(posted, messages.start)) {
    throw new OptionError('messages', '"messages" is no array. Give an array of messages.');
  }
  const model = textOrNothing('model', read('model'));
  const format = readFormat(read('format'));
  return {
    body: posted.subarray(request.start, request.end),
    options: layered(readConfig(read('config')), explicitOptions([...slots.keys()], read)),
    ...(model !== undefined && { model }),
    ...(format !== undefined && { format }),
  };
}

const ownMembers = ['messages', 'body', 'model', 'format', 'config'];

function explicitOptions(names: readonly string[], read: (name: string) => unknown): Readonly<Record<string, unknown>> {
  const given = names.filter(name => !ownMembers.includes(name));
  const stray = given.find(name => optionNamed(name) === undefined);
  if (stray !== undefined) {
    throw new OptionError(stray, `Unknown option "${stray}". A whole request goes into "body": {"body": {…}}.`);
  }
  return Object.fromEntries(given.map(name => [name, read(name)]));
}

function isArray(bytes: Uint8Array, start: number): boolean {
  return /^\s*\[/.test(textAt(bytes, { start, end: Math.min(bytes.length, start + 100) }));
}

function textAt(bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end);
}

function textOrNothing(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new OptionError(name, `${name} is ${JSON.stringify(value)}. Give a text.`);
}

function readFormat(value: unknown): WireFormat | undefined {
  const asked = textOrNothing('format', value) ?? 'auto';
  const format = formats.find(known => known === asked);
  if (format !== undefined || asked === 'auto') return format;
  throw new OptionError('format', `format is "${asked}". Give one of auto, ${formats.join(', ')}.`);
}

function readConfig(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw new OptionError('config', `config is ${JSON.stringify(value)}. Give an object of options.`);
}
