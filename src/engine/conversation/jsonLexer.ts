import { say } from '../../shared/sentences/say.ts';

/** A body that is not what its format promises. It never leaves this folder: `indexRequest` turns it into `Unindexed`. */
export class Doubt extends Error {}

/** The bytes that JSON's grammar is made of. */
export const ascii = {
  lineFeed: 0x0a,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  zero: 0x30,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  f: 0x66,
  n: 0x6e,
  t: 0x74,
  u: 0x75,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** 1 for bytes that may stand in a JSON string as they are. Bytes of UTF-8 sequences count; `isUtf8` judges those. */
const plainInString = byteTable(byte => byte >= ascii.space && byte !== ascii.quote && byte !== ascii.backslash);
const whiteSpace = byteTable(byte => ' \n\r\t'.includes(String.fromCharCode(byte)));
const digits = byteTable(byte => /\d/.test(String.fromCharCode(byte)));
const hexDigits = byteTable(byte => /[0-9a-fA-F]/.test(String.fromCharCode(byte)));
/** What may follow a backslash, `u` aside. */
const shortEscapes = byteTable(byte => '"\\/bfnrt'.includes(String.fromCharCode(byte)));

/** Finds where JSON's tokens end. Strict: every method throws `Doubt` on bytes that a JSON parser would refuse. */
export class JsonLexer {
  readonly bytes: Uint8Array;
  /** False when the string read last holds an escape that `JSON.stringify` might write otherwise, such as `\/` or `\u0041`. */
  wasCanonical = true;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Position of the document's value, behind the byte order mark that some tools write. */
  get start(): number {
    const { bytes } = this;
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return this.afterSpace(hasMark ? 3 : 0);
  }

  /** Position of the first byte that is not white space. */
  afterSpace(at: number): number {
    let i = at;
    for (;;) {
      const byte = this.bytes[i];
      if (whiteSpace[byte ?? 0] !== 1) return i;
      i++;
    }
  }

  /** Position after `byte`, which must stand at `at`. */
  after(byte: number, at: number): number {
    if (this.bytes[at] !== byte) throw this.doubt(at);
    return at + 1;
  }

  afterString(at: number): number {
    const { bytes } = this;
    this.wasCanonical = true;
    let i = this.after(ascii.quote, at);
    for (;;) {
      while (plainInString[bytes[i] ?? 0] === 1) i++;
      if (bytes[i] === ascii.quote) return i + 1;
      i = this.#afterEscape(i);
    }
  }

  /** Position after a number, `true`, `false` or `null`. */
  afterScalar(at: number): number {
    switch (this.bytes[at]) {
      case ascii.t:
        return this.#afterWord('true', at);
      case ascii.f:
        return this.#afterWord('false', at);
      case ascii.n:
        return this.#afterWord('null', at);
      default:
        return this.#afterNumber(at);
    }
  }

  doubt(at: number): Doubt {
    return new Doubt(at < this.bytes.length ? say('fault.jsonInvalid', { byte: at }) : say('fault.jsonEnd'));
  }

  #afterEscape(at: number): number {
    const escaped = this.bytes[this.after(ascii.backslash, at)] ?? 0;
    if (shortEscapes[escaped] === 1) {
      if (escaped === ascii.slash) this.wasCanonical = false;
      return at + 2;
    }
    if (escaped !== ascii.u) throw this.doubt(at);
    this.wasCanonical = false;
    for (let i = at + 2; i < at + 6; i++) {
      if (hexDigits[this.bytes[i] ?? 0] !== 1) throw this.doubt(i);
    }
    return at + 6;
  }

  #afterWord(word: string, at: number): number {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[at + i] !== word.charCodeAt(i)) throw this.doubt(at + i);
    }
    return at + word.length;
  }

  #afterNumber(at: number): number {
    const { bytes } = this;
    let i = bytes[at] === ascii.minus ? at + 1 : at;
    i = bytes[i] === ascii.zero ? i + 1 : this.#afterDigits(i);
    if (bytes[i] === ascii.dot) i = this.#afterDigits(i + 1);
    if (isExponent(bytes[i])) {
      const sign = bytes[i + 1];
      i = this.#afterDigits(sign === ascii.plus || sign === ascii.minus ? i + 2 : i + 1);
    }
    return i;
  }

  #afterDigits(at: number): number {
    let i = at;
    while (digits[this.bytes[i] ?? 0] === 1) i++;
    if (i === at) throw this.doubt(at);
    return i;
  }
}

function isExponent(byte: number | undefined): boolean {
  return byte === 0x65 || byte === 0x45;
}

function byteTable(accepts: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (accepts(byte) ? 1 : 0));
}
