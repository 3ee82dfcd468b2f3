import { isUtf8 } from 'node:buffer';
import { say } from '../../shared/sentences/say.ts';
import { ascii, Doubt, JsonLexer } from './jsonLexer.ts';

/** Real items have thousands of values; a body made of nothing but commas must not cost gigabytes. */
const maxNodes = 5_000_000;

/**
 * The structure of one JSON value, as flat lists of positions in document order: one node per value and per key, each
 * followed by its subtree. One pass, no recursion (depth costs nothing), no objects, and nothing is decoded.
 */
export class JsonTape {
  readonly lexer: JsonLexer;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Per node, the index of the first node behind its subtree: its next sibling, if it has one. */
  readonly nexts: number[] = [];
  /** Strings whose literal may differ from what `JSON.stringify` writes; see `JsonLexer.wasCanonical`. */
  readonly unusual = new Set<number>();
  readonly #open: number[] = [];

  constructor(bytes: Uint8Array) {
    this.lexer = new JsonLexer(bytes);
  }

  /** Reads the value that starts at `at`, replacing what the tape held before. Returns the position after the value. */
  read(at: number): number {
    this.starts.length = 0;
    this.ends.length = 0;
    this.nexts.length = 0;
    this.#open.length = 0;
    this.unusual.clear();
    let i = this.#readValue(at);
    while (this.#open.length > 0) i = this.#readMember(i);
    if (!isUtf8(this.lexer.bytes.subarray(at, i))) throw new Doubt(say('fault.notUtf8'));
    return i;
  }

  /** Adds a scalar, or opens a container and stops behind its bracket. */
  #readValue(at: number): number {
    const { lexer } = this;
    switch (lexer.bytes[at]) {
      case ascii.openBrace:
      case ascii.openBracket:
        this.#open.push(this.starts.length);
        this.#add(at, at);
        return at + 1;
      case ascii.quote:
        return this.#readString(at);
      default: {
        const end = lexer.afterScalar(at);
        this.#add(at, end);
        return end;
      }
    }
  }

  /** Takes one step inside the innermost open container: closes it, or reads its next member up to the value. */
  #readMember(at: number): number {
    const { lexer } = this;
    const container = this.#open.at(-1) ?? 0;
    const isObject = lexer.bytes[this.starts[container] ?? 0] === ascii.openBrace;
    let i = lexer.afterSpace(at);
    if (lexer.bytes[i] === (isObject ? ascii.closeBrace : ascii.closeBracket)) return this.#close(i + 1);

    const isFirst = this.starts.length === container + 1;
    if (!isFirst) i = lexer.afterSpace(lexer.after(ascii.comma, i));
    if (isObject) {
      i = lexer.afterSpace(this.#readString(i));
      i = lexer.afterSpace(lexer.after(ascii.colon, i));
    }
    return this.#readValue(i);
  }

  #readString(at: number): number {
    const end = this.lexer.afterString(at);
    if (!this.lexer.wasCanonical) this.unusual.add(this.starts.length);
    this.#add(at, end);
    return end;
  }

  #add(start: number, end: number): void {
    if (this.starts.length >= maxNodes) throw new Doubt('more values than any request has');
    this.starts.push(start);
    this.ends.push(end);
    this.nexts.push(this.starts.length);
  }

  #close(end: number): number {
    const container = this.#open.pop() ?? 0;
    this.ends[container] = end;
    this.nexts[container] = this.starts.length;
    return end;
  }
}
