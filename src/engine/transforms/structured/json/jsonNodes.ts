/** A JSON value as it stands in a text. Scalars keep their spelling: nothing is decoded, rounded or reordered. */
export type JsonNode = JsonScalar | JsonArray | JsonObject;

interface Span {
  /** Offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Characters without the whitespace between tokens. */
  readonly size: number;
}

export interface JsonScalar extends Span {
  readonly kind: 'string' | 'number' | 'literal';
}

export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
  /** Set when the text ends inside this array: what follows its last whole item, verbatim. */
  readonly cut?: string;
}

export interface JsonObject extends Span {
  readonly kind: 'object';
  /** As spelled between the quotes; may repeat. */
  readonly keys: readonly string[];
  readonly values: readonly JsonNode[];
  readonly cut?: string;
}

/** One JSON value in a text, which may hold more before and after it. */
export interface JsonDocument {
  readonly text: string;
  readonly root: JsonNode;
  /** True when the text ends before the value does, as when a client cuts a long output. */
  readonly isCut: boolean;
}

/** Deeper values are left to the client: recursion must never end in a stack overflow. */
const maxDepth = 256;

/** Parses the object or array that starts at `start`. `undefined` when it is not JSON; the end of the text may cut it. */
export function parseJson(text: string, start = 0): JsonDocument | undefined {
  return readJson(text, start).document;
}

/** What came of reading JSON, and how far into the text that went, found or not. */
export interface JsonReading {
  readonly document: JsonDocument | undefined;
  readonly readTo: number;
}

export function readJson(text: string, start: number): JsonReading {
  const parser = new Parser(text, start);
  const root = parser.parseContainer();
  return { document: root && { text, root, isCut: parser.isCut }, readTo: parser.at };
}

/** Scalars below a value. */
export function countValues(node: JsonNode): number {
  switch (node.kind) {
    case 'array':
      return node.items.reduce((sum, item) => sum + countValues(item), 0);
    case 'object':
      return node.values.reduce((sum, value) => sum + countValues(value), 0);
    default:
      return 1;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What may follow a backslash. At the end of a cut text that is nothing, which every string includes. */
const escapable = '"\\/bfnrtu';
const literals = ['true', 'false', 'null'];
/** What may follow the digits of a number that the end of the text cut. */
const cutNumber = /^(?:\.|[eE][+-]?)?$/;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class Parser {
  readonly #text: string;
  #at: number;
  #depth = 0;
  isCut = false;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  get at(): number {
    return this.#at;
  }

  /** Only objects and arrays count as documents: a bare number or word is just text. */
  parseContainer(): JsonNode | undefined {
    this.#skipSpace();
    const first = this.#text.charCodeAt(this.#at);
    return first === openBrace || first === openBracket ? this.#parseValue() : undefined;
  }

  /** `undefined` either at a mistake or, with `isCut` set, inside a scalar where the text ends. */
  #parseValue(): JsonNode | undefined {
    switch (this.#text.charCodeAt(this.#at)) {
      case openBrace:
        return this.#parseObject();
      case openBracket:
        return this.#parseArray();
      case quote: {
        const start = this.#at;
        return this.#skipString() ? { kind: 'string', start, end: this.#at, size: this.#at - start } : undefined;
      }
      default:
        return this.#parseNumber() ?? this.#parseLiteral();
    }
  }

  #parseArray(): JsonNode | undefined {
    const start = this.#at++;
    const items: JsonNode[] = [];
    let size = 1;
    if (++this.#depth > maxDepth) return undefined;
    for (;;) {
      const lastEnd = this.#at;
      const separator = this.#next();
      if (separator === closeBracket) {
        this.#at++;
        this.#depth--;
        return { kind: 'array', start, end: this.#at, size: Math.max(size, 2), items };
      }
      if (items.length > 0 && !this.isCut) {
        if (separator !== comma) return undefined;
        this.#at++;
        this.#next();
      }
      const item = this.isCut ? undefined : this.#parseValue();
      if (item !== undefined) {
        items.push(item);
        size += item.size + 1;
      }
      if (this.isCut) {
        const end = this.#text.length;
        return { kind: 'array', start, end, size, items, cut: item === undefined ? this.#text.slice(lastEnd) : '' };
      }
      if (item === undefined) return undefined;
    }
  }

  #parseObject(): JsonNode | undefined {
    const start = this.#at++;
    const keys: string[] = [];
    const values: JsonNode[] = [];
    let size = 1;
    if (++this.#depth > maxDepth) return undefined;
    for (;;) {
      const lastEnd = this.#at;
      const separator = this.#next();
      if (separator === closeBrace) {
        this.#at++;
        this.#depth--;
        return { kind: 'object', start, end: this.#at, size: Math.max(size, 2), keys, values };
      }
      if (keys.length > 0 && !this.isCut) {
        if (separator !== comma) return undefined;
        this.#at++;
        this.#next();
      }
      const key = this.isCut ? undefined : this.#parseKey();
      const value = key === undefined || this.isCut ? undefined : this.#parseValue();
      if (key !== undefined && value !== undefined) {
        keys.push(key);
        values.push(value);
        size += key.length + value.size + 4;
      }
      if (this.isCut) {
        const end = this.#text.length;
        return {
          kind: 'object',
          start,
          end,
          size,
          keys,
          values,
          cut: value === undefined ? this.#text.slice(lastEnd) : '',
        };
      }
      if (value === undefined) return undefined;
    }
  }

  /** Reads `"key" :` and the space after it. */
  #parseKey(): string | undefined {
    const start = this.#at;
    if (this.#text.charCodeAt(start) !== quote || !this.#skipString()) return undefined;
    const key = this.#text.slice(start + 1, this.#at - 1);
    if (this.#next() !== colon) return undefined;
    this.#at++;
    this.#next();
    return key;
  }

  #parseNumber(): JsonScalar | undefined {
    number.lastIndex = this.#at;
    if (!number.test(this.#text)) return undefined;
    // At the very end of the text nobody knows whether more digits were to come.
    if (cutNumber.test(this.#text.slice(number.lastIndex, number.lastIndex + 3))) {
      this.isCut = true;
      return undefined;
    }
    const start = this.#at;
    this.#at = number.lastIndex;
    return { kind: 'number', start, end: this.#at, size: this.#at - start };
  }

  #parseLiteral(): JsonScalar | undefined {
    const start = this.#at;
    const literal = literals.find(word => this.#text.startsWith(word, start));
    if (literal !== undefined) {
      this.#at += literal.length;
      return { kind: 'literal', start, end: this.#at, size: literal.length };
    }
    const rest = this.#text.length - start < 5 ? this.#text.slice(start) : undefined;
    if (rest !== undefined && (rest === '-' || literals.some(word => word.startsWith(rest)))) this.isCut = true;
    return undefined;
  }

  /** Moves behind the closing quote; false at a control character or at the end of the text, where it stays. */
  #skipString(): boolean {
    const text = this.#text;
    let at = this.#at + 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.#at = at + 1;
        return true;
      }
      const isEnd = Number.isNaN(code);
      if (isEnd || code < 0x20 || (code === backslash && !escapable.includes(text.charAt(at + 1)))) {
        this.#at = at;
        this.isCut ||= isEnd;
        return false;
      }
      at += code === backslash ? 2 : 1;
    }
  }

  /** The next code after space; at the end of the text it notes the cut. */
  #next(): number {
    this.#skipSpace();
    if (this.#at >= this.#text.length) this.isCut = true;
    return this.#text.charCodeAt(this.#at);
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }
}
