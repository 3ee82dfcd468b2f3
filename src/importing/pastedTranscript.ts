import { requestsOf } from './claudeCode/requestsOf.ts';
import { readTranscript } from './claudeCode/transcript.ts';

interface Said {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/**
 * The request that a pasted conversation amounts to, as JSON: a transcript of Claude Code, a chat that VS Code has exported,
 * or one that was copied as text. `undefined` for everything else, a request body above all.
 */
export function requestOfTranscript(text: string): string | undefined {
  const exported = exportedChat(text);
  if (exported !== undefined) return messagesJson(exported);
  return newestRequest(text) ?? messagesJson(copiedChat(text));
}

/** Lines of JSON, one for each thing that was said; the last answer tells the last request. */
function newestRequest(text: string): string | undefined {
  if (!/^\s*\{.*\}\s*$/m.test(text) || !text.trim().includes('\n')) return undefined;
  const transcript = readTranscript(text);
  if (transcript.answers.length === 0) return undefined;
  const newest = [...requestsOf(transcript, { session: 'pasted' })].at(-1);
  return newest === undefined ? undefined : new TextDecoder().decode(newest.body);
}

/** "Chat: Export Chat…": every request with its text, and what the answer shows. */
function exportedChat(text: string): readonly Said[] | undefined {
  const { requests } = objectOf(parsed(text));
  if (!Array.isArray(requests)) return undefined;
  return requests.flatMap((request: unknown): readonly Said[] => {
    const { message, response } = objectOf(request);
    const answer = Array.isArray(response) ? response.map(part => textOf(objectOf(part).value)).join('') : '';
    return [
      { role: 'user', content: textOf(objectOf(message).text) },
      { role: 'assistant', content: answer },
    ];
  });
}

const answering = /^(?:GitHub Copilot|Copilot|Assistant|Claude|ChatGPT|AI)$/i;
const speaker = /^(?:[#*]+\s*)?([\p{L}\w][\p{L}\w .-]{0,40}?)(?:\*\*)?:(?:\*\*)?(?:\s+|$)/u;

/** "Copy All" of a chat, and what people write by hand: a name and a colon begin what each has said. */
function copiedChat(text: string): readonly Said[] | undefined {
  const lines = text.split(/\r?\n/);
  const person = speaker.exec(lines[0] ?? '')?.[1];
  if (person === undefined || answering.test(person)) return undefined;
  const said: Said[] = [];
  for (const line of lines) {
    const begun = speaker.exec(line);
    const name = begun?.[1] ?? '';
    const isAnswer = answering.test(name);
    const last = said.pop();
    if (begun !== null && (isAnswer || name === person)) {
      if (last !== undefined) said.push(last);
      said.push({ role: isAnswer ? 'assistant' : 'user', content: line.slice(begun[0].length) });
    } else if (last !== undefined) said.push({ ...last, content: `${last.content}\n${line}` });
  }
  return said.some(({ role }) => role === 'assistant') ? said : undefined;
}

function messagesJson(said: readonly Said[] | undefined): string | undefined {
  const messages = said?.map(each => ({ ...each, content: each.content.trim() })).filter(each => each.content !== '');
  return messages === undefined || messages.length === 0 ? undefined : JSON.stringify({ messages });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
