import type { ClientRequest, IncomingMessage } from 'node:http';
import { trailerPairs } from './headers.ts';

/** What may wait for a slow upstream before the client must wait too; less costs a pause for every chunk on loopback. */
const maxUnsentBytes = 1024 * 1024;

/**
 * A request's body while it passes. It can be read whole, sent on as it arrives, and sent again from the start as long as
 * no more than `keepBytes` of it came by; beyond that it is only streamed.
 */
export class KeptBody {
  readonly #source: IncomingMessage;
  readonly #keepBytes: number;
  #kept: Buffer[] = [];
  #bytes = 0;
  #isWhole = true;
  #hasEnded = false;
  #isUnwanted = false;
  #sink: ClientRequest | undefined;
  #settle: (() => void) | undefined;

  constructor(source: IncomingMessage, keepBytes: number) {
    this.#source = source;
    this.#keepBytes = keepBytes;
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => this.#end());
    source.on('error', () => this.#settle?.());
    source.on('close', () => this.#settle?.());
  }

  /** Bytes on the wire so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True while everything that arrived is still here, so that the body can be sent again. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get rawTrailers(): readonly string[] {
    return this.#source.rawTrailers;
  }

  /** The whole body once it has arrived; `undefined` when it is larger than we keep, or the client left. */
  async whole(): Promise<Buffer | undefined> {
    if (!this.#hasEnded && this.#isWhole) {
      await new Promise<void>(resolve => {
        this.#settle = resolve;
      });
    }
    return this.kept();
  }

  /** The whole body if it is here. */
  kept(): Buffer | undefined {
    if (!this.#hasEnded || !this.#isWhole) return undefined;
    const [only] = this.#kept;
    if (this.#kept.length === 1 && only !== undefined) return only;
    const joined = Buffer.concat(this.#kept);
    this.#kept = [joined];
    return joined;
  }

  /** Sends the body from its start, then on as it arrives, no faster than the sink takes it. A former sink gets no more. */
  flowInto(sink: ClientRequest): void {
    this.#sink = sink;
    sink.on('drain', () => {
      if (this.#sink === sink) this.#source.resume();
    });
    sink.once('close', () => this.#detach(sink));
    for (const chunk of this.#kept) sink.write(chunk);
    if (!this.#isWhole) this.#kept = [];
    if (this.#hasEnded) this.#finish(sink);
    else this.#source.resume();
  }

  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const fits = this.#isWhole && this.#bytes <= this.#keepBytes;
    if (fits) this.#kept.push(chunk);
    else this.#outgrow(chunk);
    if (this.#sink === undefined || this.#sink.write(chunk)) return;
    if (this.#sink.writableLength > maxUnsentBytes) this.#source.pause();
  }

  /** Without a sink the first part waits for one; with a sink it has already been sent. */
  #outgrow(chunk: Buffer): void {
    this.#isWhole = false;
    if (this.#sink !== undefined || this.#isUnwanted) {
      this.#kept = [];
      return;
    }
    this.#kept.push(chunk);
    this.#source.pause();
    this.#settle?.();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#settle?.();
    if (this.#sink !== undefined) this.#finish(this.#sink);
  }

  #finish(sink: ClientRequest): void {
    if (this.rawTrailers.length > 0) sink.addTrailers(trailerPairs(this.rawTrailers));
    sink.end();
  }

  /** An upstream that answered early takes no more; the rest is read and dropped, so that the client can finish. */
  #detach(sink: ClientRequest): void {
    if (this.#sink !== sink) return;
    this.#sink = undefined;
    this.#isUnwanted = true;
    this.#source.resume();
  }
}
