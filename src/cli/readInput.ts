import { readFile } from 'node:fs/promises';
import { requestOfTranscript } from '../importing/pastedTranscript.ts';
import { UsageError } from '../process/engineFlags.ts';
import type { WireFormat } from '../shared/records.ts';
import { CommandError, type Terminal } from './command.ts';
import { type Parsed, textFlag } from './flags.ts';

/** The bytes of a file, or of standard input for `-` and for no file at all. */
export async function readInput([file = '-']: readonly string[], { input }: Terminal): Promise<Uint8Array> {
  if (file === '-') return readAll(input);
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read. Give the path of a readable file, or - for standard input.`, {
      cause: error,
    });
  }
}

/** A request, or the newest one of a transcript. */
export async function readRequest(words: readonly string[], terminal: Terminal): Promise<Uint8Array> {
  const bytes = await readInput(words, terminal);
  const request = requestOfTranscript(new TextDecoder().decode(bytes));
  return request === undefined ? bytes : Buffer.from(request);
}

/** The exit code of a command whose input may have been no request. What it printed holds that input as it came. */
export function unreadCode(fault: string | undefined, { warn }: Terminal): number {
  if (fault === undefined) return 0;
  warn(`The request was ${fault}. Give a JSON request body or an array of messages.`);
  return 1;
}

async function readAll(input: Terminal['input']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

const formats: readonly WireFormat[] = ['anthropic', 'openai-chat', 'openai-responses', 'gemini', 'messages'];

/** What `--format` and `--model` say of a request; `auto` leaves the format to its body. */
export function requestFlags(parsed: Parsed): { readonly format?: WireFormat; readonly model?: string } {
  const model = textFlag(parsed, 'model');
  const asked = textFlag(parsed, 'format') ?? 'auto';
  const format = formats.find(known => known === asked);
  if (format === undefined && asked !== 'auto') {
    throw new UsageError(`--format is "${asked}". Give one of auto, ${formats.join(', ')}.`);
  }
  return { ...(model !== undefined && { model }), ...(format !== undefined && { format }) };
}
