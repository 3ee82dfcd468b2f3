import type { ExchangeFacts } from '../engine/analysis/exchangeFacts.ts';
import type { RequestIndex } from '../engine/conversation/request.ts';
import type { Birth, BirthOutcome } from '../engine/plan/birth.ts';
import type { DecisionBook } from '../engine/plan/decision.ts';
import type {
  CompressedText,
  CompressTextRequest,
  Health,
  RetrieveRequest,
  ShutdownRequest,
} from '../shared/adminApi.ts';
import type { Mode, Profile } from '../shared/modes.ts';
import type { Options } from '../shared/options.ts';
import type { PanelEvent } from '../shared/panelProtocol.ts';
import type { OpenWindow } from '../shared/projects.ts';

/** What every judgement of one request has in common. Plain data, so that it crosses to a worker. */
export interface JudgeContext {
  readonly model: string;
  readonly options: Options;
  readonly canRetrieve: boolean;
}

/** Judges blocks, one outcome per birth and in their order. May be slow, may fail, may never answer: callers wait only so long. */
export interface Judge {
  /** After `deadlineMs` (milliseconds since the epoch) nobody waits any more, so work that has not begun then may be dropped. */
  judge(births: readonly Birth[], context: JudgeContext, deadlineMs?: number): Promise<readonly BirthOutcome[]>;
}

/** Told of exchanges as they begin and end. Never throws and never makes a request wait. */
export interface Recorder {
  started(exchange: { readonly id: string; readonly client: string; readonly startedAt: number }): void;
  record(facts: ExchangeFacts): void;
}

/** What may change while the proxy runs. Read anew for every request. */
export interface LiveSettings {
  readonly mode: Mode;
  readonly profile: Profile;
  readonly options: Options;
  /** True for a bare relay that keeps its port until nothing points at it any more. */
  readonly isStopped: boolean;
}

/** The rules and services by which requests are edited. */
export interface Editing {
  readonly book: DecisionBook;
  readonly judge: Judge;
  /** Key of this installation for the names of originals. */
  readonly handleKey: () => Uint8Array;
  /** Milliseconds that editing may add to a request. */
  readonly deadlineMs: number;
  /** Who judges pictures, which takes longer than texts; absent where nobody does. */
  readonly pictures?: PictureEditing;
  /** Whether the client of this request can fetch originals. */
  readonly canRetrieve: (body: Uint8Array, index: RequestIndex) => boolean;
  /**
   * Milliseconds since the epoch. Absent where others may send the same conversations unseen: then no history is ever taken
   * for cold.
   */
  readonly now?: () => number;
}

export interface PictureEditing {
  readonly judge: Judge;
  readonly deadlineMs: number;
  /** Told whenever a conversation is likely to bring a picture soon. Returns at once. */
  readonly expect?: () => void;
}

/** The options that hold for one request: what runs, and what its own headers ask for. Throws for values that do not fit. */
export type OptionsFor = (settings: LiveSettings, asked: Readonly<Record<string, unknown>>) => Options;

/** A fetched original, whole or in part. */
export type Retrieved =
  | { readonly kind: 'found'; readonly text: string; readonly isWhole: boolean; readonly note?: string }
  | { readonly kind: 'missing'; readonly message: string };

/** A file of the panel's page. */
export interface PageFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What answers on our own paths. Input is untrusted; `RefusedRequest` says what is wrong with it. */
export interface AdminHandlers {
  health(): Health;
  query(query: unknown): Promise<unknown>;
  retrieve(request: RetrieveRequest): Promise<Retrieved>;
  /** Takes the body as it came and gives JSON text, so that numbers keep their spelling on the way. */
  compress(posted: Uint8Array): Promise<string>;
  compressText(request: CompressTextRequest): Promise<CompressedText>;
  stats(): Promise<unknown>;
  metrics(limit: number): Promise<unknown>;
  /** Traces of OpenTelemetry (OTLP, JSON) by which a client tells of its requests. */
  telemetry(traces: unknown): void;
  shutdown(request: ShutdownRequest): void;
  subscribe(listener: (event: PanelEvent) => void): () => void;
  /** A window that listens has told what is open in it. Returns how it is closed. */
  windowOpened(window: OpenWindow): () => void;
  /** A file of the built panel by its name, e.g. `mri.js`. */
  pageFile(name: string): Promise<PageFile | undefined>;
}

/** A request to our own surface that cannot be served as it is. The message is for a person. */
export class RefusedRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RefusedRequest';
    this.status = status;
  }
}
