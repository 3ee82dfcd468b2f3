/** No token of the supported vocabularies is longer (in bytes). */
export const longestToken = 128;

/** Multiplier of the polynomial hash; odd, so that no byte is ever lost modulo 2^32. */
export const hashBase = 0x01000193;

/** Rank of a byte pair that is no token: larger than every real rank. */
export const noRank = 0x7fffffff;

/**
 * The byte sequences of a tokenizer and their ranks, in typed arrays: a few megabytes, no object per token. The hash of a
 * sequence is polynomial, so that a caller with the hashes of all prefixes gets that of any part in constant time.
 */
export class Vocabulary {
  /** Rank of every pair of bytes, at `first << 8 | second`; merging starts with these. */
  readonly bytePairs = new Int32Array(0x10000).fill(noRank);
  readonly #pool: Uint8Array;
  /** Token `rank` lies at `#starts[rank]` to `#starts[rank + 1]` of the pool. */
  readonly #starts: Int32Array;
  /** Open addressing: the hash and the rank plus one of a token, side by side. */
  readonly #slots: Int32Array;
  readonly #shift: number;

  /** `base64Ranks` is js-tiktoken's form: `! 0` and then every token in order of its rank, in Base64, separated by blanks. */
  constructor(base64Ranks: string) {
    const source = new TextEncoder().encode(base64Ranks);
    const tokens = countBlanks(source) - 1;
    this.#pool = new Uint8Array((source.length * 3) >> 2);
    this.#starts = new Int32Array(tokens + 1);
    const bits = Math.ceil(Math.log2(tokens * 2));
    this.#slots = new Int32Array(2 << bits);
    this.#shift = 32 - bits;
    this.#fill(source);
  }

  /** Rank of the bytes from `start` to `end`, whose hash is `hash`; `noRank` when they are no token. */
  rankOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#slotOf(hash);
    for (;;) {
      const stored = slots[slot + 1] ?? 0;
      if (stored === 0) return noRank;
      if (slots[slot] === hash && this.#equals(stored - 1, bytes, start, end)) return stored - 1;
      slot = (slot + 2) & mask;
    }
  }

  /** The bytes of a token. */
  bytesOf(rank: number): Uint8Array {
    return this.#pool.subarray(this.#starts[rank], this.#starts[rank + 1]);
  }

  #slotOf(hash: number): number {
    return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> this.#shift) << 1;
  }

  #equals(rank: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[rank] ?? 0;
    if ((this.#starts[rank + 1] ?? 0) - from !== end - start) return false;
    const pool = this.#pool;
    const shift = from - start;
    for (let at = start; at < end; at += 1) if (pool[at + shift] !== bytes[at]) return false;
    return true;
  }

  #fill(source: Uint8Array): void {
    const pool = this.#pool;
    let size = 0;
    let rank = 0;
    // The list starts behind the second blank: `! 0 `.
    for (let at = source.indexOf(0x20, source.indexOf(0x20) + 1) + 1; at < source.length; at += 1) {
      const start = size;
      let hash = 0;
      let bits = 0;
      let pending = 0;
      for (; at < source.length && source[at] !== 0x20; at += 1) {
        const sextet = base64Values[source[at] ?? 0] ?? padding;
        if (sextet === padding) continue;
        pending = (pending << 6) | sextet;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        const byte = (pending >> bits) & 0xff;
        pool[size] = byte;
        size += 1;
        hash = (Math.imul(hash, hashBase) + byte) | 0;
      }
      this.#starts[rank] = start;
      this.#insert(rank, hash);
      if (size - start === 2) this.bytePairs[((pool[start] ?? 0) << 8) | (pool[start + 1] ?? 0)] = rank;
      rank += 1;
    }
    this.#starts[rank] = size;
  }

  #insert(rank: number, hash: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#slotOf(hash);
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = hash;
    slots[slot + 1] = rank + 1;
  }
}

function countBlanks(source: Uint8Array): number {
  let blanks = 0;
  for (let at = 0; at < source.length; at += 1) if (source[at] === 0x20) blanks += 1;
  return blanks;
}

const padding = 64;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64Values = new Uint8Array(256).fill(padding);
for (let value = 0; value < alphabet.length; value += 1) base64Values[alphabet.charCodeAt(value)] = value;
