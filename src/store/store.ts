import type { DecisionBook } from '../engine/plan/decision.ts';
import type { BlockView, ClientSeen, ExchangePage, ExchangesQuery, SavingsToday } from '../shared/panelProtocol.ts';
import type { ExchangeDetail, ExchangeSummary, RateLimit } from '../shared/records.ts';
import type { Loss } from './fileIdentity.ts';

/**
 * Everything that outlives a request. The sync members never wait; the others are answered by the database's own thread.
 * What is recorded is typed so that headers, and with them credentials, cannot be passed at all.
 */
export interface Store extends DecisionBook, Recorder, StoreViews {
  readonly kind: 'sqlite' | 'jsonl' | 'none';
  /** Where it lies; absent when nothing is persisted. */
  readonly path?: string;
  /** False when nothing is persisted: then nothing may be omitted. */
  readonly keepsOriginals: boolean;
  /** The per-store secret of `makeHandle`. It changes when the store is wiped. */
  readonly handleKey: Uint8Array;

  /** The text that a handle names, whole. Without a project every project is searched, for people who only have the handle. */
  original(handle: string, project?: string): Promise<string | undefined>;

  /** An agent fetched this many tokens of originals back. */
  noteRetrieval(tokens: number): Promise<void>;

  /** State that its owner rewrites as a whole, as JSON text. */
  readState(name: StateName): Promise<string | undefined>;
  writeState(name: StateName, json: string): Promise<void>;

  /** Drops what is too old or too much, in small steps. Runs by itself every hour. */
  retain(): Promise<RetentionReport>;
  /** Leaves nothing of what was stored, in the file or beside it. */
  wipe(): Promise<void>;
  exportConversation(conversation: string): Promise<ConversationExport>;
  /** Resolves when everything recorded so far is written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface Recorder {
  /** Takes an exchange off the request's path. Never throws or waits; under overload it drops, counts, and says so. */
  record(recording: Recording): void;
  /** False when the text of this block is known to be stored, so that nobody needs to decode it again. */
  needsText(hash: string): boolean;
}

/** An exchange with the texts that its blocks name. Recording the same id again replaces the earlier record. */
export interface Recording {
  readonly exchange: ExchangeDetail;
  readonly texts: readonly BlockText[];
}

/** The text of a block or of a replacement, under the hash by which block records name it. */
export interface BlockText {
  readonly hash: string;
  readonly text: string;
}

/** What the panel, the command and the library read. */
export interface StoreViews {
  exchanges(query: Omit<ExchangesQuery, 'type'>): Promise<ExchangePage>;
  exchange(id: string): Promise<ExchangeDetail | undefined>;
  block(exchange: string, position: number): Promise<BlockView | undefined>;
  /** Both texts of every block whose text is kept, by hash; for simulating a recorded exchange again. */
  texts(exchange: string): Promise<ReadonlyMap<string, string>>;
  totals(since: number): Promise<StoreTotals>;
  summary(): Promise<StoreSummary>;
  /** The newest exchanges. */
  metrics(limit: number): Promise<readonly ExchangeSummary[]>;
}

/** The part of the panel's overview that comes from the store. */
export interface StoreTotals {
  readonly clients: readonly ClientSeen[];
  readonly today: SavingsToday;
  readonly limits: readonly RateLimit[];
  readonly exchanges: number;
  readonly retrievals: RetrievalFigures;
}

/** What agents fetched back, each answer counted once. Savings beside it are already net of it (see `ExchangeSummary.saved`). */
export interface RetrievalFigures {
  readonly count: number;
  readonly tokens: number;
}

/** `getSummary()` of the library and `headroom stats`. */
export interface StoreSummary {
  readonly totalRequests: number;
  /** Net tokens removed from requests that were sent; what `simulate` would have removed is apart. */
  readonly totalTokensSaved: number;
  readonly totalTokensSimulated: number;
  readonly totalTokensBefore: number;
  readonly totalTokensAfter: number;
  readonly totalWasteTokens: number;
  readonly measuredUsdSaved: number;
  readonly estimatedUsdSaved: number;
  readonly conversations: number;
  readonly decisions: number;
  readonly originals: number;
  readonly retrievals: RetrievalFigures;
  readonly storeBytes: number;
  /** Milliseconds since the epoch; absent while nothing is recorded. */
  readonly firstAt?: number;
  readonly lastAt?: number;
}

/** Why a commit kept nothing although nothing failed. */
export const withdrawnCommit = 'Nobody waits for this decision any more: the block has left as it came.';

export type StateName = 'calibration' | 'conversations' | 'holdOut';

export interface RetentionReport {
  readonly exchanges: number;
  readonly decisions: number;
  readonly originals: number;
  readonly texts: number;
  readonly storeBytes: number;
}

/** One conversation with everything that is known about it; plain JSON. */
export interface ConversationExport {
  readonly conversation: string;
  /** Oldest first. */
  readonly exchanges: readonly ExchangeDetail[];
  readonly texts: Readonly<Record<string, string>>;
}

export interface StoreOptions {
  /** Entry point of the database's thread: `storeWorker` beside the bundle, or the source in tests. */
  readonly workerUrl: URL;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Folder of relative paths; the process's own when absent. */
  readonly folder?: string;
  readonly retentionDays?: number;
  readonly maxStoreBytes?: number;
  /** Told what a person should know: a damaged file was moved aside, records were dropped. */
  readonly notify?: (notice: string) => void;
  /**
   * Keeps other processes that ask for the lock of this path from going on until what it returns is called. Rejects when one of
   * them has it for too long. For files without locks of their own.
   */
  readonly holdLock: (path: string) => Promise<() => Promise<void>>;
  /** Asked before a store that was lost is begun anew; rejects when another engine has taken its place. */
  readonly retakeLock?: () => Promise<void>;
}

/** A store that cannot be opened, or a commit that cannot be kept. The message says what to do. */
export class StoreError extends Error {
  /** Why SQLite can work nowhere on this machine or in this folder: its module is missing, or the file system has no locks. */
  readonly unusable: string | undefined;
  /** What became of the file, when it is no longer the one that was opened. */
  readonly loss: Loss | undefined;

  constructor(
    message: string,
    { unusable, loss, ...options }: ErrorOptions & { readonly unusable?: string; readonly loss?: Loss } = {},
  ) {
    super(message, options);
    this.name = 'StoreError';
    this.unusable = unusable;
    this.loss = loss;
  }
}
