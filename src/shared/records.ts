import type { Mode, Profile } from './modes.ts';
import type { WasteCategory } from './wasteCategories.ts';

/** The wire formats that Headroom parses; everything else is relayed without being read. */
export type WireFormat = 'anthropic' | 'openai-chat' | 'openai-responses' | 'gemini' | 'messages';

/** What a block is, whatever its wire format calls it. `opaque` passes and is counted, never touched. */
export const blockKinds = [
  'toolDefinition',
  'system',
  'userText',
  'assistantText',
  'thinking',
  'toolCall',
  'toolResult',
  'image',
  'document',
  'opaque',
] as const;
export type BlockKind = (typeof blockKinds)[number];

/** Tokens as the provider reported them. `input` excludes what was read from or written to the cache. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** US dollars, split by price tier. `measured` costs come from `Usage`, others from our own counts. */
export interface Cost {
  readonly source: 'measured' | 'estimated';
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly total: number;
}

/**
 * What compression saved, measured against conversations that were left untouched: shares of what would have been paid, with
 * the ends of the interval that holds the truth nineteen times in twenty. Negative where it cost more.
 */
export interface MeasuredSaving {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Conversations in each group. */
  readonly treated: number;
  readonly untouched: number;
}

/**
 * How faithful a replacement is: `decodable` gives the bytes back by rule, `settled` is what a terminal would show,
 * `omission` left something out. The original of the last two is kept under a handle.
 */
export type Grade = 'decodable' | 'settled' | 'omission';

/** A decision with its token counts, for people. Blocks left alone have one too. */
export interface Receipt {
  /** Position of the block in cache order: tools, system, messages. */
  readonly block: number;
  readonly kind: BlockKind;
  readonly tool?: string;
  /** The transform's id, or `none` when the block was left alone. */
  readonly transform: string;
  readonly grade?: Grade;
  readonly reason: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly handle?: string;
  /** True when the decision was made for this exchange, false when an earlier one was replayed. */
  readonly fresh?: boolean;
}

/** One block of a recorded exchange. Its text lies in the store under `hash`. */
export interface BlockRecord {
  readonly position: number;
  readonly kind: BlockKind;
  /** The provider's own name of the kind, e.g. `tool_result`. */
  readonly wireType: string;
  /** Index in the message array, -1 for tool definitions and top-level system text. */
  readonly message: number;
  /** What people call it: a tool's name, a file, the first words of a text. */
  readonly label: string;
  readonly tool?: string;
  /** File path or shell command of the call that a result answers. */
  readonly subject?: string;
  readonly callId?: string;
  /** Content address of the block's original text (SHA-256, hex). */
  readonly hash: string;
  readonly bytes: number;
  /** As the client sent it; estimated unless the tokenizer is public. */
  readonly tokensBefore: number;
  /** As it went upstream (in `simulate`: as it would have). */
  readonly tokensAfter: number;
  /** Tokens of it that buy nothing, over all findings, each token counted once. */
  readonly wasteTokens: number;
  /**
   * Content address of the replacement's text when one was sent (or planned). For a picture that is a data URL, the text in
   * its place, or the block's own hash where the same picture was sent with the wish for less detail.
   */
  readonly replacementHash?: string;
  /** What became of a picture that was judged. */
  readonly picture?: PictureRecord;
}

/** A judgement on a picture, for people. Sizes are in pixels. */
export interface PictureRecord {
  readonly technique: 'full_low' | 'preserve' | 'crop' | 'transcode';
  /** How sure the technique fits the question, between 0 and 1. */
  readonly confidence: number;
  readonly size?: { readonly width: number; readonly height: number };
  /** What stands in its place; absent when it was left alone. */
  readonly shownAs?: 'lowDetail' | 'picture' | 'text';
  readonly sizeAfter?: { readonly width: number; readonly height: number };
}

/** Tokens that buy nothing, where they are, and the one thing to do about it. */
export interface WasteFinding {
  readonly category: WasteCategory;
  readonly tokens: number;
  /** Position of the block, absent for findings about the whole exchange. */
  readonly block?: number;
  /** File, tool or server that causes it. */
  readonly place: string;
  readonly line?: number;
  /** US dollars with each request that carries it, at this exchange's cache tier; `null` when nobody knows the model's price. */
  readonly costPerTurn: number | null;
  /** US dollars that it has cost in this conversation up to here, since the engine began to follow it. */
  readonly costSoFar?: number;
  readonly recommendation: string;
  /** MCP server whose tools nobody called, by the name that stands in theirs. */
  readonly server?: string;
}

/** Tokens of one kind of block within an exchange, as they were sent; `wasteTokens` is the part that buys nothing. */
export interface CompositionShare {
  readonly kind: BlockKind;
  readonly tokens: number;
  readonly wasteTokens?: number;
}

/** Where the provider's cache held, and why it did not. All figures are tokens. */
export interface CacheOutcome {
  readonly forecastRead: number;
  readonly forecastWrite: number;
  readonly hot: number;
  readonly rewritten: number;
  readonly fresh: number;
  /** Byte offset in the body of the first byte that differed from the previous exchange, when something hot was lost. */
  readonly firstDifference?: number;
  readonly cause?: string;
  readonly causedByUs?: boolean;
}

/** A limit that the provider stated in its response headers. */
export interface RateLimit {
  readonly name: string;
  readonly limit?: number;
  readonly remaining?: number;
  /** Milliseconds since the epoch. */
  readonly resetsAt?: number;
}

export interface Timings {
  /** Milliseconds that Headroom held the request before the upstream got its first byte. */
  readonly addedMs: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
}

/**
 * Where an exchange that no client sent through the proxy comes from. `transcript`: a client's own record, which holds whole
 * requests; `messages`: one that holds neither tools nor system text; `file`: a conversation that somebody saved. None of
 * them counts among today's figures.
 */
export const origins = ['transcript', 'messages', 'file'] as const;
export type Origin = (typeof origins)[number];

/** One request and its response, as the list shows it. */
export interface ExchangeSummary {
  readonly id: string;
  readonly conversation: string;
  readonly parent?: string;
  readonly project: string;
  readonly client: string;
  readonly provider: string;
  readonly format?: WireFormat;
  readonly model: string;
  readonly mode: Mode;
  readonly profile: Profile;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly path: string;
  readonly status: number;
  readonly streamed: boolean;
  readonly timings: Timings;
  readonly requestBytes: number;
  readonly sentBytes: number;
  /** The model's context window in tokens, when known. */
  readonly window?: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly wasteTokens: number;
  /** Half-width of the error band of our counts, as a share; 0 when they are exact. */
  readonly errorBand: number;
  readonly usage?: Usage;
  readonly cost?: Cost;
  /**
   * What Headroom saved in this exchange, net: priced by cache tier, less what was fetched back, cache breaks of ours and what we
   * inject. Negative when it cost more than it saved. `measured` rests on the provider's usage, `estimated` on our forecast.
   */
  readonly saved?: { readonly tokens: number; readonly usd: number; readonly source: Cost['source'] };
  /** What optimize would have saved, in audit and simulate; US dollars net of cache tiers, estimated. */
  readonly couldSave?: { readonly tokens: number; readonly usd: number };
  /** Newest human text before the request, shortened; what people recognise a conversation by. */
  readonly title: string;
  /** One sentence: why so much, or nothing, was compressed. */
  readonly verdict: string;
  /** Why the request went through unread or unchanged, when something failed. */
  readonly fault?: string;
  /** Set when the request did not come this way: the client told of it, so its content and blocks are unknown. */
  readonly watchedBy?: 'telemetry';
  /** Sub-agent label or another branch name, when the client told one. */
  readonly branch?: string;
  /** What the request added last, e.g. `Bash npm test`: tells the requests of one turn apart. */
  readonly latest?: string;
  /** Tokens by kind, so that a timeline can be drawn without loading every exchange. */
  readonly composition?: readonly CompositionShare[];
  /** The category that wastes most, for the list. */
  readonly largestWaste?: { readonly category: WasteCategory; readonly tokens: number };
  /** US dollars that the waste cost in this exchange, estimated. */
  readonly wasteCost?: number;
  readonly cache?: CacheOutcome;
  /** Absent for what went through the proxy. */
  readonly origin?: Origin;
}

/** Everything that the panel needs for one exchange, apart from block texts. */
export interface ExchangeDetail extends ExchangeSummary {
  readonly blocks: readonly BlockRecord[];
  readonly receipts: readonly Receipt[];
  readonly waste: readonly WasteFinding[];
  readonly limits: readonly RateLimit[];
}
