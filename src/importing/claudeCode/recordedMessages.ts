import { canonicalHash } from './canonicalHash.ts';
import { contentParts, type Transcript } from './transcript.ts';
import type { RequestLine, WireMessage, WirePart } from './transcriptLine.ts';

/** A request as the transcript recorded it. */
export interface RecordedRequest {
  readonly line: RequestLine;
  readonly system: readonly WirePart[];
  readonly tools: readonly WirePart[];
  readonly messages: readonly WireMessage[];
}

/**
 * The requests of a transcript that says what was sent: by hash, and message by message only where the conversation's own
 * lines do not hold it. A request of which any message cannot be found is left out.
 */
export class RecordedRequests {
  readonly #requests = new Map<string, RequestLine>();
  readonly #shapes = new Map<string, Pick<RecordedRequest, 'system' | 'tools'>>();
  readonly #messages: ReadonlyMap<string, WireMessage>;
  readonly #resolved = new Map<string, readonly WireMessage[] | undefined>();

  constructor(transcript: Transcript) {
    for (const line of transcript.lines) {
      if (line.kind === 'request') this.#requests.set(line.id, line);
      if (line.kind === 'shape') this.#shapes.set(line.hash, line);
    }
    // Without requests nobody asks for messages, and hashing them all would be in vain.
    this.#messages = this.#requests.size === 0 ? new Map() : messagesByHash(transcript);
  }

  find(id: string): RecordedRequest | undefined {
    const line = this.#requests.get(id);
    const shape = line === undefined ? undefined : this.#shapes.get(line.shape);
    const messages = line === undefined ? undefined : this.#resolve(line);
    return line === undefined || shape === undefined || messages === undefined
      ? undefined
      : { line, ...shape, messages };
  }

  #resolve(line: RequestLine): readonly WireMessage[] | undefined {
    if (this.#resolved.has(line.id)) return this.#resolved.get(line.id);
    // A file that was damaged may name itself as its base; what is being resolved counts as missing.
    this.#resolved.set(line.id, undefined);
    const messages = this.#read(line);
    this.#resolved.set(line.id, messages);
    return messages;
  }

  #read({ base, keep, tail }: RequestLine): readonly WireMessage[] | undefined {
    const baseLine = base === undefined ? undefined : this.#requests.get(base);
    const kept = baseLine === undefined ? [] : this.#resolve(baseLine);
    if (kept === undefined || kept.length < keep) return undefined;
    const found = tail.map(hash => this.#messages.get(hash));
    const messages = found.filter(message => message !== undefined);
    return messages.length < found.length ? undefined : [...kept.slice(0, keep), ...messages];
  }
}

function messagesByHash({ lines, answers }: Transcript): ReadonlyMap<string, WireMessage> {
  const messages = new Map<string, WireMessage>();
  const add = (message: WireMessage): void => {
    messages.set(canonicalHash(message), message);
  };
  for (const { parts } of answers) add({ role: 'assistant', content: parts });
  let run: WirePart[] = [];
  for (const line of lines) {
    if (line.kind === 'blob') messages.set(line.hash, line.message);
    if (line.kind === 'user') {
      const parts = contentParts(line.message.content);
      run = [...run, ...parts];
      add(line.message);
      add({ role: 'user', content: parts });
      add({ role: 'user', content: run });
    }
    if (line.kind === 'assistant') run = [];
  }
  return messages;
}
