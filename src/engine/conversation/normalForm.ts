import { hash } from 'node:crypto';
import { ascii } from './jsonLexer.ts';
import type { JsonValue } from './jsonValue.ts';
import { encodeText, readText } from './text.ts';

/**
 * Collects what a block means, in one agreed spelling, and hashes it: white space does not count, escapes are decoded,
 * numbers stay as written. Written pieces are told apart by line feeds, which JSON tokens never contain.
 */
export class NormalForm {
  #scratch = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  word(word: string): void {
    this.#reserve(word.length * 3 + 1);
    this.#length += this.#scratch.write(word, this.#length, 'utf8');
    this.#scratch[this.#length++] = ascii.lineFeed;
  }

  /** Any JSON value, in a single pass over its nodes: a container is its bracket and the number of nodes within. */
  value(value: JsonValue): void {
    const { tape, behind } = value;
    for (let node = value.node; node < behind; node++) {
      const start = tape.starts[node] ?? 0;
      const end = tape.ends[node] ?? 0;
      const first = tape.lexer.bytes[start];
      if (first === ascii.openBrace || first === ascii.openBracket) {
        this.word(`${first === ascii.openBrace ? '{' : '['}${(tape.nexts[node] ?? 0) - node}`);
      } else if (tape.unusual.has(node)) {
        this.#bytes(encodeText(readText(tape.lexer.bytes, { start, end })));
      } else {
        this.#bytes(tape.lexer.bytes.subarray(start, end));
      }
    }
  }

  /** SHA-256 (hex) of what was written since the last digest. */
  digest(): string {
    const digest = hash('sha256', this.#scratch.subarray(0, this.#length), 'hex');
    this.#length = 0;
    return digest;
  }

  #bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length + 1);
    this.#scratch.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#scratch[this.#length++] = ascii.lineFeed;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#scratch.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#scratch.length * 2));
    this.#scratch.copy(larger, 0, 0, this.#length);
    this.#scratch = larger;
  }
}
