import type { BlockKind } from '../../shared/records.ts';
import type { Fields, JsonValue } from './jsonValue.ts';
import type { Block, Message } from './request.ts';

/** Where a section's blocks stand in cache order, whatever the order of the body's members. */
export type Place = 'tools' | 'system' | 'messages';

/** What one wire format knows; everything else is common to all. */
export interface WireReader {
  /** Sections by the name of the body's member; the empty name is a body that is itself an array. */
  readonly sections: ReadonlyMap<string, Section>;
}

/** A member of the body that holds blocks. Each element of an array is one item; any other value is one item itself. */
export interface Section {
  readonly place: Place;
  /** True when only an array will do: anything else makes the body doubtful. */
  readonly isList: boolean;
  /** Reads one item. It sees nothing but the item, so that equal bytes always give equal blocks. */
  readonly read: (value: JsonValue) => Reading;
}

/** What a wire format makes of one item. */
export interface Reading {
  readonly pieces: readonly Piece[];
  /** Set for messages. */
  readonly speaker?: Speaker;
}

interface Speaker {
  readonly role: string;
  readonly author: Message['author'];
  /** The message's members that are not content; they join the chain before its blocks. */
  readonly envelope?: Fields;
}

/** What a wire format makes of one block. Values are still to be measured and hashed. */
export interface Piece {
  readonly kind: BlockKind;
  readonly wireType: string;
  readonly value: JsonValue;
  readonly part: number;
  /** The string that is the block's text. */
  readonly text?: JsonValue | undefined;
  /** The members that make up the block's content; the text may be among them and counts once. */
  readonly fields?: Fields | undefined;
  /** Members that belong to the chain but not to this block's content, such as those around a tool result's parts. */
  readonly around?: Fields | undefined;
  readonly callId?: string | undefined;
  readonly tool?: string | undefined;
  readonly input?: JsonValue | undefined;
  readonly isError?: boolean;
  readonly deferred?: boolean;
  /** Set where the mark is not among `fields`. */
  readonly cacheMark?: Block['cacheMark'] | undefined;
  /** True for blocks that the provider keeps out of its cache key: the chain passes them by. */
  readonly isUnchained?: boolean;
}
