import type { Transform } from 'node:stream';
import type { WireFormat } from '../shared/records.ts';
import { decoderFor } from './contentCoding.ts';
import { headerOf, type RawHeaders } from './headers.ts';
import type { Answer } from './wire/answer.ts';
import { type AnswerMeter, meterAnswer } from './wire/answerMeter.ts';

/** Decoded bytes beyond which an answer is no longer read: a small body can unpack to anything. */
const maxDecodedBytes = 256 * 1024 * 1024;

/** Reads an answer beside its relay. It never throws and never holds the bytes back; what it cannot read, it does not tell. */
export class AnswerTap {
  readonly #meter: AnswerMeter;
  readonly #decoder: Transform | undefined;
  readonly #decoded: Promise<void>;
  #isReadable = true;
  #decodedBytes = 0;

  constructor(format: WireFormat, headers: RawHeaders) {
    this.#meter = meterAnswer(format, headerOf(headers, 'content-type') ?? '');
    const decoder = decoderFor(headerOf(headers, 'content-encoding'));
    this.#isReadable = decoder !== 'unknown';
    this.#decoder = decoder === 'unknown' ? undefined : decoder;
    this.#decoded = this.#decoder === undefined ? Promise.resolve() : this.#drain(this.#decoder);
  }

  feed(chunk: Uint8Array): void {
    if (!this.#isReadable) return;
    if (this.#decoder !== undefined) this.#decoder.write(chunk);
    else this.#read(chunk);
  }

  /** What the answer said, once its last bytes are decoded; also for one that broke off. */
  async finish(): Promise<Answer> {
    this.#decoder?.end();
    await this.#decoded;
    try {
      return this.#meter.end();
    } catch {
      return {};
    }
  }

  #read(bytes: Uint8Array): void {
    this.#decodedBytes += bytes.length;
    try {
      if (this.#decodedBytes <= maxDecodedBytes) this.#meter.feed(bytes);
      else this.#giveUp();
    } catch {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#isReadable = false;
    this.#decoder?.destroy();
  }

  /** Broken and truncated codings end the reading; what was read before counts. */
  #drain(decoder: Transform): Promise<void> {
    return new Promise(resolve => {
      decoder.on('data', (bytes: Uint8Array) => this.#read(bytes));
      decoder.once('end', resolve);
      decoder.once('close', resolve);
      decoder.on('error', () => {
        this.#isReadable = false;
        resolve();
      });
    });
  }
}
