import { type Answer, contentParts, type Transcript } from './transcript.ts';
import type { TranscriptLine, WireMessage, WirePart } from './transcriptLine.ts';

/**
 * The messages that a request must have held, from the conversation's own lines alone: for transcripts that do not record
 * requests. An answer names the line that it follows, and so on back to the beginning or to a compaction.
 */
export class RebuiltMessages {
  readonly #lines: readonly TranscriptLine[];
  readonly #byUuid = new Map<string, number>();
  readonly #answerOfLine = new Map<number, Answer>();
  readonly #resultOfCall = new Map<string, number>();

  constructor({ lines, answers }: Transcript) {
    this.#lines = lines;
    for (const [index, line] of lines.entries()) {
      if ('uuid' in line) this.#byUuid.set(line.uuid, index);
      if (line.kind === 'user') {
        for (const call of answeredCalls(line.message)) this.#resultOfCall.set(call, index);
      }
    }
    for (const answer of answers) for (const line of answer.lines) this.#answerOfLine.set(line, answer);
  }

  before(answer: Answer): readonly WireMessage[] {
    const first = answer.lines[0] ?? 0;
    const { path, summary } = this.#pathTo(answer.parent);
    const whole = new Set(path);
    for (const index of path) this.#complete(index, first, whole);
    // Messages that a compaction kept are older than its summary, and follow it.
    const order = (index: number): number => (index === summary ? -1 : index);
    return mergeRuns([...whole].toSorted((a, b) => order(a) - order(b)).flatMap(index => this.#lines[index] ?? []));
  }

  /** From the line up to where the conversation began or was compacted; then the summary is the oldest of them. */
  #pathTo(uuid: string | undefined): { readonly path: readonly number[]; readonly summary?: number | undefined } {
    const path = new Set<number>();
    for (let at = this.#indexOf(uuid); at !== undefined && !path.has(at); ) {
      const line = this.#lines[at];
      if (line === undefined || !('parent' in line)) break;
      if (line.kind === 'boundary') {
        const kept = line.kept.flatMap(each => this.#indexOf(each) ?? []);
        return { path: [...path, ...kept], summary: [...path].at(-1) };
      }
      path.add(at);
      at = this.#indexOf(line.parent);
    }
    return { path: [...path] };
  }

  /** Calls of one answer run side by side: each result follows its own call, and only one of them lies on the path. */
  #complete(index: number, before: number, whole: Set<number>): void {
    const answer = this.#answerOfLine.get(index);
    if (answer === undefined) return;
    for (const line of answer.lines) whole.add(line);
    for (const part of answer.parts) {
      const result = typeof part.id === 'string' ? this.#resultOfCall.get(part.id) : undefined;
      if (result !== undefined && result < before) whole.add(result);
    }
  }

  #indexOf(uuid: string | undefined): number | undefined {
    return uuid === undefined ? undefined : this.#byUuid.get(uuid);
  }
}

/** What stands between two answers is one message of the user; what the client said as the system follows it. */
function mergeRuns(lines: readonly TranscriptLine[]): readonly WireMessage[] {
  const messages: WireMessage[] = [];
  let run: { readonly role: string; readonly parts: readonly WirePart[] }[] = [];
  let answer: { readonly id: string; readonly parts: WirePart[] } | undefined;
  const endRun = (): void => {
    const partsOf = (role: string): readonly WirePart[] =>
      run.filter(each => each.role === role).flatMap(each => each.parts);
    const [said, told] = [resultsFirst(partsOf('user')), partsOf('system')];
    if (said.length > 0) messages.push({ role: 'user', content: said });
    if (told.length > 0) messages.push({ role: 'system', content: told });
    run = [];
  };
  for (const line of lines) {
    if (line.kind === 'assistant') {
      endRun();
      const parts = contentParts(line.message.content);
      if (answer?.id === line.answer) {
        answer.parts.push(...parts);
        continue;
      }
      answer = { id: line.answer, parts: [...parts] };
      messages.push({ role: 'assistant', content: answer.parts });
    } else if (line.kind === 'addition' && line.message !== undefined) {
      run.push({ role: line.message.role, parts: contentParts(line.message.content) });
    } else if (line.kind === 'user' && !line.isShownOnly) {
      run.push({ role: 'user', parts: contentParts(line.message.content) });
    }
  }
  endRun();
  return messages;
}

/** A provider wants the results of calls before anything else that the user says. */
function resultsFirst(parts: readonly WirePart[]): readonly WirePart[] {
  const isResult = (part: WirePart): boolean => part.type === 'tool_result';
  return [...parts.filter(isResult), ...parts.filter(part => !isResult(part))];
}

function answeredCalls({ content }: WireMessage): readonly string[] {
  return contentParts(content).flatMap(part =>
    part.type === 'tool_result' && typeof part.tool_use_id === 'string' ? [part.tool_use_id] : [],
  );
}
