/** One server-sent event. `event` is empty when the stream did not name it. */
export interface SseEvent {
  readonly event: string;
  readonly data: string;
}

/** An event larger than this is skipped: usage never is, and a stream without blank lines must not fill the memory. */
const maxEventChars = 16 * 1024 * 1024;

/**
 * Reads server-sent events from bytes that may be cut anywhere, inside a character or a line end too. An event counts
 * when its blank line has arrived; a half event at the end is dropped, as browsers do.
 */
export class SseReader {
  readonly #decoder = new TextDecoder();
  readonly #onEvent: (event: SseEvent) => void;
  #line = '';
  #event = '';
  #data: string[] = [];
  #chars = 0;
  #afterReturn = false;

  constructor(onEvent: (event: SseEvent) => void) {
    this.#onEvent = onEvent;
  }

  feed(bytes: Uint8Array): void {
    this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#read(this.#decoder.decode());
  }

  /** Line ends are LF, CR LF and CR alone; an LF right after a CR belongs to it even when the cut falls between them. */
  #read(text: string): void {
    let from = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#afterReturn = false;
    while (from < text.length) {
      const end = nextLineEnd(text, from);
      if (end === -1) {
        this.#append(text.slice(from));
        return;
      }
      this.#append(text.slice(from, end));
      this.#finishLine();
      const isReturn = text[end] === '\r';
      if (isReturn && end + 1 === text.length) this.#afterReturn = true;
      from = isReturn && text[end + 1] === '\n' ? end + 2 : end + 1;
    }
  }

  #append(piece: string): void {
    this.#chars += piece.length;
    if (this.#chars <= maxEventChars) this.#line += piece;
  }

  #finishLine(): void {
    const line = this.#line;
    this.#line = '';
    if (line === '') this.#dispatch();
    else this.#readField(line);
  }

  #readField(line: string): void {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    const isComplete = this.#chars <= maxEventChars;
    const event = { event: this.#event, data: this.#data.join('\n') };
    const hasData = this.#data.length > 0;
    this.#event = '';
    this.#data = [];
    this.#chars = 0;
    if (hasData && isComplete) this.#onEvent(event);
  }
}

function nextLineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const limit = feed === -1 ? text.length : feed;
  const carriage = text.indexOf('\r', from);
  return carriage !== -1 && carriage < limit ? carriage : feed;
}
