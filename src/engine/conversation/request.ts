import type { BlockKind, WireFormat } from '../../shared/records.ts';

/** A byte range of a request body, end exclusive. */
export interface Slot {
  readonly start: number;
  readonly end: number;
}

/**
 * One addressable piece of a request. A tool result with several content parts is several blocks that share `callId` and
 * differ in `part`, so that every block has at most one text.
 */
export interface Block {
  /** Index in cache order: tool definitions, system, messages. Deferred tools come last, since they are not in the prefix. */
  readonly position: number;
  readonly kind: BlockKind;
  /** The provider's own name of the kind, e.g. `tool_result`. */
  readonly wireType: string;
  /** Index in the message array; -1 for tool definitions and top-level system text. */
  readonly message: number;
  /** Index among the content parts of its tool result or, outside of one, of its message. */
  readonly part: number;
  /**
   * The block's whole JSON value: the content part, the definition, the call; for a tool result in one piece all of it,
   * and for text that is the whole `content` of a message the string.
   */
  readonly slot: Slot;
  /** The JSON string literal, quotes included, that holds the block's text; absent when it has none. Splicing here keeps every form. */
  readonly textSlot?: Slot;
  /** Links a tool result to its call. */
  readonly callId?: string;
  /** Name of the tool that is defined, called or answered. */
  readonly tool?: string;
  /**
   * The JSON value of the call's input, for calls and, when the call is in this request, for their results. Formats that
   * send arguments as text have a string here that holds JSON.
   */
  readonly inputSlot?: Slot;
  /** True for results that the client itself marked as failed. */
  readonly isError?: boolean;
  /** True for tool definitions that stay out of the prefix until they are named. */
  readonly deferred?: boolean;
  /** The client's cache breakpoint on this block. */
  readonly cacheMark?: '5m' | '1h';
  /**
   * SHA-256 (hex) of the normalised content: string and one-element-array forms are equal, cache marks and call ids do not
   * count, and escapes are decoded. Equal results of two calls have equal hashes.
   */
  readonly hash: string;
  /**
   * SHA-256 (hex) of the normalised blocks up to and including this one, in cache order, with roles and call ids. The
   * chains of later blocks pass by a block that the provider keeps out of its cache key; a deferred tool's is its own.
   */
  readonly chain: string;
}

/** One element of the message array, for those who drop whole messages or count turns. */
export interface Message {
  readonly role: string;
  /** Who wrote it, whatever the role is called; the provider's own tools and their results count as the model's. */
  readonly author: 'model' | 'client';
  readonly slot: Slot;
}

/** Where everything is in one request body. Slots refer to the body's bytes; nothing is copied. */
export interface RequestIndex {
  readonly format: WireFormat;
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly blocks: readonly Block[];
  readonly messages: readonly Message[];
  /**
   * Position of the first block after the last assistant turn; equal to `blocks.length` when nothing is new. The live zone
   * is every block from here on that belongs to a message.
   */
  readonly liveFrom: number;
  /** Id of the response or conversation that the provider keeps, when the request is only a delta to it. */
  readonly previousResponseId?: string;
  /** Set when the client leaves the last breakpoint to the provider: it goes on the last block. */
  readonly cacheMark?: '5m' | '1h';
}

/** Why a body could not be indexed; such bodies are relayed as they are. */
export interface Unindexed {
  readonly kind: 'unindexed';
  readonly reason: string;
}
