import { say } from '../../shared/sentences/say.ts';
import type { Trail } from './indexMemory.ts';
import { cacheMarkOf, type Item, makeItem } from './item.ts';
import { ascii, Doubt, type JsonLexer } from './jsonLexer.ts';
import { JsonTape } from './jsonTape.ts';
import { JsonValue } from './jsonValue.ts';
import { NormalForm } from './normalForm.ts';
import type { Block } from './request.ts';
import { readText } from './text.ts';
import type { Place, Section, WireReader } from './wireReader.ts';

/** An item and where it stands in this body. */
export interface PlacedItem {
  readonly item: Item;
  readonly start: number;
}

/** The blocks' items by their place in cache order, and the few members beside them that the index needs. */
export interface ReadBody extends Readonly<Record<Place, readonly PlacedItem[]>> {
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly previousResponseId: string | undefined;
  readonly cacheMark: Block['cacheMark'];
}

/** Gives the trail of a section, when there is a memory. */
export type TrailOf = (section: string) => Trail | undefined;

/** Goes through a body once, item by item. Throws `Doubt` for whatever is no valid JSON or not of the format. */
export function readBody(body: Uint8Array, reader: WireReader, trailOf: TrailOf): ReadBody {
  return new BodyReader(body, reader, trailOf).read();
}

class BodyReader {
  readonly #body: Uint8Array;
  readonly #reader: WireReader;
  readonly #trailOf: TrailOf;
  readonly #tape: JsonTape;
  readonly #lexer: JsonLexer;
  readonly #form = new NormalForm();
  readonly #items: Record<Place, PlacedItem[]> = { tools: [], system: [], messages: [] };
  readonly #attributes = new Map<string, Attribute>();

  constructor(body: Uint8Array, reader: WireReader, trailOf: TrailOf) {
    this.#body = body;
    this.#reader = reader;
    this.#trailOf = trailOf;
    this.#tape = new JsonTape(body);
    this.#lexer = this.#tape.lexer;
  }

  read(): ReadBody {
    const body = this.#body;
    const lexer = this.#lexer;
    const end = lexer.afterSpace(this.#readRoot(lexer.start));
    if (end !== body.length) throw lexer.doubt(end);
    const attributes = this.#attributes;
    return {
      ...this.#items,
      model: attributes.get('model')?.text,
      stream: attributes.get('stream')?.isTrue ?? false,
      previousResponseId: attributes.get('previous_response_id')?.text ?? attributes.get('conversation')?.text,
      cacheMark: attributes.get('cache_control')?.cacheMark,
    };
  }

  #readRoot(start: number): number {
    const list = this.#reader.sections.get('');
    if (list !== undefined) return this.#readSection('', list, start);
    if (this.#body[start] !== ascii.openBrace) throw new Doubt(say('fault.jsonObject'));
    return this.#readMembers(start + 1);
  }

  #readMembers(at: number): number {
    const lexer = this.#lexer;
    const seen = new Set<string>();
    let i = lexer.afterSpace(at);
    if (this.#body[i] === ascii.closeBrace) return i + 1;
    for (;;) {
      const start = i;
      i = lexer.afterString(i);
      const key = readText(this.#body, { start, end: i });
      // Of two equal keys, some parsers take the first and some the last; we cannot know which the provider takes.
      if (seen.has(key)) throw new Doubt(`duplicate key ${JSON.stringify(key)}`);
      seen.add(key);
      i = lexer.afterSpace(lexer.after(ascii.colon, lexer.afterSpace(i)));
      i = lexer.afterSpace(this.#readMember(key, i));
      if (this.#body[i] === ascii.closeBrace) return i + 1;
      i = lexer.afterSpace(lexer.after(ascii.comma, i));
    }
  }

  #readMember(key: string, at: number): number {
    const section = this.#reader.sections.get(key);
    if (section !== undefined && key !== '') return this.#readSection(key, section, at);
    const end = this.#tape.read(at);
    if (attributeKeys.has(key)) this.#attributes.set(key, readAttribute(new JsonValue(this.#tape, 0)));
    return end;
  }

  #readSection(name: string, section: Section, at: number): number {
    const trail = this.#trailOf(name);
    if (this.#body[at] === ascii.openBracket) return this.#readElements(section, trail, at + 1);
    if (this.#body[at] === ascii.n) return this.#tape.read(at);
    if (section.isList) throw new Doubt(`${name === '' ? 'the body' : JSON.stringify(name)} is not an array`);
    return this.#readItem(section, trail, at);
  }

  #readElements(section: Section, trail: Trail | undefined, at: number): number {
    const lexer = this.#lexer;
    let i = lexer.afterSpace(at);
    if (this.#body[i] === ascii.closeBracket) return i + 1;
    for (;;) {
      i = lexer.afterSpace(this.#readItem(section, trail, i));
      if (this.#body[i] === ascii.closeBracket) return i + 1;
      i = lexer.afterSpace(lexer.after(ascii.comma, i));
    }
  }

  #readItem(section: Section, trail: Trail | undefined, start: number): number {
    const item = trail?.next(this.#body, start) ?? this.#readFresh(section, trail, start);
    this.#items[section.place].push({ item, start });
    return start + item.length;
  }

  #readFresh(section: Section, trail: Trail | undefined, start: number): Item {
    const end = this.#tape.read(start);
    const reading = section.read(new JsonValue(this.#tape, 0));
    const item = makeItem(reading, { start, end }, this.#form);
    return trail?.learn(this.#body.subarray(start, end), item) ?? item;
  }
}

interface Attribute {
  readonly text: string | undefined;
  readonly isTrue: boolean;
  readonly cacheMark: Block['cacheMark'];
}

/** `conversation` is an id, or an object around one. */
const attributeKeys = new Set(['model', 'stream', 'previous_response_id', 'conversation', 'cache_control']);

function readAttribute(value: JsonValue): Attribute {
  return {
    text: value.text ?? value.fields.get('id')?.text,
    isTrue: value.isTrue,
    cacheMark: cacheMarkOf(new Map([['cache_control', value]])),
  };
}
