import { constants, createInflateRaw, type InflateRaw } from 'node:zlib';
import { FrameReader } from './wire/frameReader.ts';

/** A message beyond this size, unpacked, ends the reading: a small one can unpack to anything. */
const maxUnpackedBytes = 256 * 1024 * 1024;

/** What `permessage-deflate` cuts off every message (RFC 7692 §7.2.2). */
const cutOff = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** One after the other, in the order of arrival, over both directions: an answer is told after what it answers. */
export class MessageQueue {
  #turn: Promise<void> = Promise.resolve();

  /** Neither work nor `onFailure` of one message keeps the next from its turn. */
  add(work: () => Promise<void>, onFailure: () => void): void {
    this.#turn = this.#turn.then(work).catch(onFailure);
  }

  /** Resolves when everything added so far is done. */
  done(): Promise<void> {
    return this.#turn;
  }
}

/** Reads one direction of a WebSocket beside its relay. What cannot be read ends the reading and nothing else. */
export class SocketMessages {
  readonly #frames: FrameReader;
  readonly #onMessage: (message: Buffer) => void;
  #unpacker: Unpacker | undefined;
  #isReadable = true;

  constructor(queue: MessageQueue, onMessage: (message: Buffer) => void) {
    this.#onMessage = onMessage;
    this.#frames = new FrameReader(({ isCompressed, payload }) => {
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
      queue.add(
        () => this.#tell(bytes, isCompressed),
        () => this.close(),
      );
    });
  }

  feed(bytes: Uint8Array): void {
    if (this.#isReadable) this.#frames.feed(bytes);
  }

  close(): void {
    this.#isReadable = false;
    this.#unpacker?.close();
  }

  async #tell(bytes: Buffer, isCompressed: boolean): Promise<void> {
    if (!this.#isReadable) return;
    if (isCompressed) this.#unpacker ??= new Unpacker();
    this.#onMessage(isCompressed && this.#unpacker !== undefined ? await this.#unpacker.unpack(bytes) : bytes);
  }
}

/** One inflater for a whole direction: with the largest window it reads what any agreed smaller one has packed. */
class Unpacker {
  readonly #inflater: InflateRaw = createInflateRaw({ windowBits: 15 });
  #chunks: Buffer[] = [];
  #bytes = 0;
  #fail: ((error: Error) => void) | undefined;

  constructor() {
    this.#inflater.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes <= maxUnpackedBytes) this.#chunks.push(chunk);
      else this.#inflater.destroy(new Error('too large'));
    });
    this.#inflater.on('error', error => this.#fail?.(error));
  }

  unpack(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#inflater.write(bytes);
      this.#inflater.write(cutOff);
      this.#inflater.flush(constants.Z_SYNC_FLUSH, () => {
        const whole = Buffer.concat(this.#chunks);
        this.#chunks = [];
        this.#bytes = 0;
        resolve(whole);
      });
    });
  }

  close(): void {
    this.#inflater.close();
  }
}
