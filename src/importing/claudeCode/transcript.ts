import type { Usage } from '../../shared/records.ts';
import { parseTranscriptLine, type TranscriptLine, type WirePart } from './transcriptLine.ts';

/** One file of Claude Code, read. */
export interface Transcript {
  readonly lines: readonly TranscriptLine[];
  /** Lines that are no JSON: cut off, or still being written. */
  readonly unread: number;
  /** What the model answered, in the order in which the answers began. */
  readonly answers: readonly Answer[];
}

/** One answer of the model; its parts are lines of their own. */
export interface Answer {
  readonly id: string;
  readonly agent: string | undefined;
  readonly model: string;
  /** Of the last part: the earlier ones tell what was known when they were written. */
  readonly usage: Usage | undefined;
  readonly request: string | undefined;
  readonly parts: readonly WirePart[];
  /** Indexes into the transcript's lines. */
  readonly lines: readonly number[];
  readonly uuid: string;
  readonly parent: string | undefined;
  /** Milliseconds since the epoch. */
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

export function readTranscript(text: string): Transcript {
  const lines: TranscriptLine[] = [];
  let unread = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseTranscriptLine(line);
    if (parsed === undefined) unread++;
    else lines.push(parsed);
  }
  return { lines, unread, answers: answersOf(lines) };
}

function answersOf(lines: readonly TranscriptLine[]): readonly Answer[] {
  const answers = new Map<string, Answer>();
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'assistant') continue;
    const key = `${line.agent ?? ''} ${line.answer}`;
    const known = answers.get(key);
    answers.set(key, {
      id: line.answer,
      agent: line.agent,
      model: line.model,
      uuid: known?.uuid ?? line.uuid,
      parent: known === undefined ? line.parent : known.parent,
      beganAtMs: known?.beganAtMs ?? line.atMs,
      endedAtMs: line.atMs,
      usage: line.usage ?? known?.usage,
      request: line.request ?? known?.request,
      parts: [...(known?.parts ?? []), ...contentParts(line.message.content)],
      lines: [...(known?.lines ?? []), index],
    });
  }
  return [...answers.values()];
}

/** Content in its general form: a text alone is one part. */
export function contentParts(content: string | readonly WirePart[]): readonly WirePart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}
