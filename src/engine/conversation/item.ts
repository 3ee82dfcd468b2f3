import type { Fields, JsonValue } from './jsonValue.ts';
import type { NormalForm } from './normalForm.ts';
import type { Block, Message, Slot } from './request.ts';
import type { Piece, Reading } from './wireReader.ts';

/** A block as far as its item alone tells. Slots count from the item's first byte, so that it holds wherever the item stands. */
export interface Draft extends Omit<Block, 'position' | 'message' | 'chain'> {
  /** What the block adds to the chain. */
  readonly link: string;
  /** True when the provider keeps it out of its cache key: the chain then passes it by. */
  readonly isUnchained?: boolean;
}

/** One element of a section (a message, a tool definition, a system block), read without looking at its neighbours. */
export interface Item {
  readonly role: string;
  readonly author: Message['author'];
  readonly drafts: readonly Draft[];
  /** What the message adds to the chain before its blocks: its role and the members that are not content. */
  readonly envelope: string;
  readonly length: number;
  /** Where the item stood in the body that had it last; whoever assembles an index leaves it here for the next one. */
  placing?: Placing;
}

/** An item's blocks in one body, with all that they depend on: while that holds, so do they. */
export interface Placing {
  readonly start: number;
  readonly position: number;
  readonly message: number;
  readonly chainBefore: string;
  readonly chainAfter: string;
  readonly links: Links;
  readonly asMessage: Message;
  readonly blocks: readonly Block[];
}

/** What results need to know of the call that they answer. */
export interface Call {
  readonly tool: string | undefined;
  readonly input: Slot | undefined;
  readonly message: number;
}

/** The calls that an item makes, and those of other items that its results answer, by id. */
export interface Links {
  readonly opened: (readonly [string, Call])[];
  readonly answered: (readonly [string, Call | undefined])[];
  /** True when something in the item has to be paired without an id. */
  hasNameless: boolean;
}

/** Members that never count as content: the type goes in by another way, and cache marks wander from turn to turn. */
const notContent = new Set(['type', 'cache_control']);

/** Ids link blocks. The call's id joins the chain but no block's own hash, so that equal results have equal hashes. */
const ids = new Set(['id', 'tool_use_id', 'tool_call_id', 'call_id']);

/** Measures and hashes what a wire format has read from the item in `slot`. */
export function makeItem({ pieces, speaker }: Reading, slot: Slot, form: NormalForm): Item {
  return {
    role: speaker?.role ?? '',
    author: speaker?.author ?? 'client',
    drafts: pieces.map(piece => makeDraft(piece, slot.start, form)),
    envelope: speaker === undefined ? '' : `${speaker.role} ${digestOf(speaker.envelope, form)}`,
    length: slot.end - slot.start,
  };
}

/** The lifetime that a `cache_control` member asks for. */
export function cacheMarkOf(fields: Fields | undefined): Block['cacheMark'] {
  const mark = fields?.get('cache_control');
  if (mark === undefined || !mark.isObject) return undefined;
  return mark.fields.get('ttl')?.text === '1h' ? '1h' : '5m';
}

function makeDraft(piece: Piece, origin: number, form: NormalForm): Draft {
  const { kind, wireType, part, value, text, callId, tool, input } = piece;
  const relative = ({ slot }: JsonValue): Slot => ({ start: slot.start - origin, end: slot.end - origin });
  const hash = hashOf(piece, form);
  const cacheMark = piece.cacheMark ?? cacheMarkOf(piece.fields);
  return {
    kind,
    wireType,
    part,
    slot: relative(value),
    ...(text !== undefined && { textSlot: relative(text) }),
    ...(callId !== undefined && { callId }),
    ...(tool !== undefined && { tool }),
    ...(input !== undefined && { inputSlot: relative(input) }),
    ...(piece.isError === true && { isError: true }),
    ...(piece.deferred === true && { deferred: true }),
    ...(cacheMark !== undefined && { cacheMark }),
    hash,
    link: `${callId ?? ''} ${digestOf(piece.around, form)} ${hash}`,
    ...(piece.isUnchained === true && { isUnchained: true }),
  };
}

function hashOf({ kind, wireType, text, fields, callId, isError }: Piece, form: NormalForm): string {
  form.word(kind);
  if (isError === true) form.word('error');
  if (text === undefined) form.word(wireType);
  else form.value(text);
  if (fields !== undefined) {
    writeFields(fields, form, (key, value) => value.node !== text?.node && !(callId !== undefined && ids.has(key)));
  }
  return form.digest();
}

/** Empty when nothing counts, so that an absent member and an ignored one are alike. */
function digestOf(fields: Fields | undefined, form: NormalForm): string {
  if (fields === undefined) return '';
  return writeFields(fields, form, key => !ids.has(key)) ? form.digest() : '';
}

/** Sorted by key, because clients rebuild their blocks; without nulls, because clients add and drop those. */
function writeFields(fields: Fields, form: NormalForm, counts: (key: string, value: JsonValue) => boolean): boolean {
  const counted: [string, JsonValue][] = [];
  for (const [key, value] of fields) {
    if (!notContent.has(key) && counts(key, value) && !value.isNull) counted.push([key, value]);
  }
  if (counted.length > 1) counted.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of counted) {
    form.word(key);
    form.value(value);
  }
  return counted.length > 0;
}
