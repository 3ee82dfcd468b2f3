/** One message of a WebSocket, put together from its frames. */
export interface FramedMessage {
  /** True when `permessage-deflate` packed it. */
  readonly isCompressed: boolean;
  readonly payload: Uint8Array;
}

/** A message larger than this is skipped: requests of agents are far smaller, and memory is not the peer's to fill. */
const maxMessageBytes = 64 * 1024 * 1024;

interface Frame {
  readonly isLast: boolean;
  /** Pings, pongs and the close have a frame of their own, which may come between those of a message. */
  readonly isControl: boolean;
  readonly mask: Uint8Array | undefined;
  readonly length: number;
}

/** Reads a WebSocket's messages (RFC 6455) from bytes that may be cut anywhere. It looks on: the bytes themselves stay as they are. */
export class FrameReader {
  readonly #onMessage: (message: FramedMessage) => void;
  #head: number[] = [];
  #frame: Frame | undefined;
  #read = 0;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #isCompressed = false;

  constructor(onMessage: (message: FramedMessage) => void) {
    this.#onMessage = onMessage;
  }

  feed(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#frame === undefined) {
        this.#head.push(bytes[at] ?? 0);
        at++;
        this.#openFrame();
      } else {
        const end = Math.min(bytes.length, at + this.#frame.length - this.#read);
        this.#take(this.#frame, bytes.subarray(at, end));
        at = end;
      }
      if (this.#frame !== undefined && this.#read === this.#frame.length) this.#closeFrame(this.#frame);
    }
  }

  #openFrame(): void {
    const frame = readHead(this.#head);
    if (frame === undefined) return;
    const [first = 0] = this.#head;
    // Only the first frame of a message says whether it is packed.
    if (!frame.isControl && (first & 0x0f) !== 0) this.#isCompressed = (first & 0x40) !== 0;
    this.#head = [];
    this.#frame = frame;
    this.#read = 0;
  }

  #take({ isControl, mask }: Frame, bytes: Uint8Array): void {
    const from = this.#read;
    this.#read += bytes.length;
    if (isControl) return;
    this.#bytes += bytes.length;
    if (this.#bytes > maxMessageBytes) this.#parts = [];
    else this.#parts.push(mask === undefined ? bytes : bytes.map((byte, at) => byte ^ (mask[(from + at) & 3] ?? 0)));
  }

  #closeFrame({ isControl, isLast }: Frame): void {
    this.#frame = undefined;
    if (isControl || !isLast) return;
    const isWhole = this.#bytes <= maxMessageBytes;
    const payload = isWhole ? joined(this.#parts, this.#bytes) : undefined;
    this.#parts = [];
    this.#bytes = 0;
    if (payload !== undefined) this.#onMessage({ isCompressed: this.#isCompressed, payload });
  }
}

/** `undefined` while the head is not complete. */
function readHead(head: readonly number[]): Frame | undefined {
  const [first = 0, second = 0] = head;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const isMasked = (second & 0x80) !== 0;
  const size = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (head.length < Math.max(2, size)) return undefined;
  const long = head.slice(2, 2 + lengthBytes).reduce((length, byte) => length * 256 + byte, 0);
  return {
    isLast: (first & 0x80) !== 0,
    isControl: (first & 0x08) !== 0,
    mask: isMasked ? Uint8Array.from(head.slice(size - 4)) : undefined,
    length: lengthBytes === 0 ? short : long,
  };
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
