import { ascii, Doubt } from './jsonLexer.ts';
import type { JsonTape } from './jsonTape.ts';
import type { Slot } from './request.ts';
import { readText } from './text.ts';

/** The members of an object in source order, by decoded key. */
export type Fields = ReadonlyMap<string, JsonValue>;

const noFields: Fields = new Map();

/** A view of one node of a tape, valid until the tape reads its next value. */
export class JsonValue {
  readonly tape: JsonTape;
  readonly node: number;

  constructor(tape: JsonTape, node: number) {
    this.tape = tape;
    this.node = node;
  }

  get start(): number {
    return this.tape.starts[this.node] ?? 0;
  }

  get slot(): Slot {
    return { start: this.start, end: this.tape.ends[this.node] ?? 0 };
  }

  get isObject(): boolean {
    return this.#firstByte === ascii.openBrace;
  }

  get isArray(): boolean {
    return this.#firstByte === ascii.openBracket;
  }

  get isString(): boolean {
    return this.#firstByte === ascii.quote;
  }

  get isTrue(): boolean {
    return this.#firstByte === ascii.t;
  }

  get isNull(): boolean {
    return this.#firstByte === ascii.n;
  }

  /** The decoded string; `undefined` for any other type. */
  get text(): string | undefined {
    return this.isString ? readText(this.tape.lexer.bytes, this.slot) : undefined;
  }

  /** The elements of an array; nothing for any other type. */
  get elements(): readonly JsonValue[] {
    return this.isArray ? this.#children() : [];
  }

  /**
   * The members of an object; nothing for any other type. Parsers disagree about which of two equal keys counts, so an
   * object in which that matters is doubtful as a whole.
   */
  get fields(): Fields {
    if (!this.isObject) return noFields;
    const fields = new Map<string, JsonValue>();
    const { nexts } = this.tape;
    for (let node = this.node + 1; node < this.behind; node = nexts[node + 1] ?? this.behind) {
      const key = new JsonValue(this.tape, node).text ?? '';
      if (fields.has(key)) throw new Doubt(`duplicate key ${JSON.stringify(key)}`);
      fields.set(key, new JsonValue(this.tape, node + 1));
    }
    return fields;
  }

  get #firstByte(): number {
    return this.tape.lexer.bytes[this.start] ?? 0;
  }

  /** Index of the first node that does not belong to this value. */
  get behind(): number {
    return this.tape.nexts[this.node] ?? 0;
  }

  #children(): readonly JsonValue[] {
    const children: JsonValue[] = [];
    for (let node = this.node + 1; node < this.behind; node = this.tape.nexts[node] ?? this.behind) {
      children.push(new JsonValue(this.tape, node));
    }
    return children;
  }
}

/** The members but for some. */
export function without(fields: Fields, keys: readonly string[]): Fields {
  return new Map([...fields].filter(([key]) => !keys.includes(key)));
}
