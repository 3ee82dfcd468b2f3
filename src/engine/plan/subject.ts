import type { Block, RequestIndex, Slot } from '../conversation/request.ts';
import { readText } from '../conversation/text.ts';
import type { Subject } from '../transforms/transform.ts';

/**
 * Gathers what a judgement may depend on: the text, the call that it answers and the newest human text before it. A later
 * question never counts, so that the same block gives the same judgement in every later request.
 */
export function subjectOf(body: Uint8Array, index: RequestIndex, block: Block): Subject | undefined {
  if (block.textSlot === undefined) return undefined;
  const question = questionBefore(body, index, block);
  return {
    text: readText(body, block.textSlot),
    kind: block.kind,
    ...(block.tool === undefined ? {} : { tool: block.tool }),
    ...callFacts(body, block.inputSlot),
    ...(question === undefined ? {} : { question }),
    ...(block.isError === undefined ? {} : { isError: block.isError }),
  };
}

/** Clients wrap their own notes to the model into user messages; these are not questions. */
const clientNote = /^\s*<(?:system-reminder|environment_context|context|attachments|user_instructions)\b/;

export function isClientNote(text: string): boolean {
  return clientNote.test(text);
}

function questionBefore(body: Uint8Array, index: RequestIndex, block: Block): string | undefined {
  for (let position = block.position - 1; position >= 0; position--) {
    const candidate = index.blocks[position];
    if (candidate?.kind !== 'userText' || candidate.textSlot === undefined) continue;
    const text = readText(body, candidate.textSlot);
    if (!isClientNote(text)) return text.slice(0, 4000);
  }
  return undefined;
}

/** Names under which clients pass a shell command and a file, in order of preference. */
const commandKeys = ['command', 'cmd', 'commandLine', 'script'];
const pathKeys = ['file_path', 'filePath', 'path', 'filename', 'absolute_path', 'notebook_path'];

/** The shell command or file path in a tool call's input. */
export function callFacts(body: Uint8Array, input: Slot | undefined): { command?: string; path?: string } {
  const values = parseInput(body, input);
  if (values === undefined) return {};
  const command = firstText(values, commandKeys);
  const path = firstText(values, pathKeys);
  return { ...(command === undefined ? {} : { command }), ...(path === undefined ? {} : { path }) };
}

/** A tool call's input. Anthropic and Gemini send it as an object, OpenAI as a string that holds JSON. */
export function parseInput(body: Uint8Array, input: Slot | undefined): Readonly<Record<string, unknown>> | undefined {
  if (input === undefined) return undefined;
  try {
    let value: unknown = JSON.parse(
      Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', input.start, input.end),
    );
    if (typeof value === 'string') value = JSON.parse(value);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function firstText(values: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = values[key];
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every(part => typeof part === 'string')) return unwrapShell(value);
  }
  return undefined;
}

/** `["bash", "-lc", "npm test"]` runs `npm test`. */
function unwrapShell(words: readonly string[]): string {
  const script =
    /(?:^|\/)(?:ba|z|da)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '') ? words[2] : undefined;
  return script ?? words.join(' ');
}
