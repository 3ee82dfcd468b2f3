import type { Mode } from './modes.ts';

/** Paths of the engine process's own HTTP surface. Everything else belongs to the providers and is relayed. */
export const adminPaths = {
  health: '/headroom/health',
  query: '/headroom/api/query',
  events: '/headroom/api/events',
  retrieve: '/headroom/api/retrieve',
  compressText: '/headroom/api/compressText',
  stats: '/headroom/api/stats',
  metrics: '/headroom/api/metrics',
  shutdown: '/headroom/api/shutdown',
  compress: '/v1/compress',
  page: '/mri',
} as const;

/** Answer of `GET /headroom/health`, without a token. `product` tells our process from another program on the port. */
export interface Health {
  readonly product: 'headroom-context-mri';
  readonly status: 'ok' | 'relay';
  readonly version: string;
  readonly mode: Mode;
  /** Requests that are being answered; an engine without any may be replaced. */
  readonly inFlight?: number;
  readonly pid: number;
}

/** Body of `POST /headroom/api/shutdown`: `relay` keeps the port as a bare relay, `exit` ends the process after its streams. */
export interface ShutdownRequest {
  readonly after: 'relay' | 'exit';
}

/** 1-based and inclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Body of `POST /headroom/api/retrieve`. Without `lines`, `pattern` and `maxChars` the answer is the whole original. */
export interface RetrieveRequest {
  readonly handle: string;
  readonly lines?: LineRange;
  /** A JavaScript regular expression; the lines that match come with their numbers. */
  readonly pattern?: string;
  /** Begins with this character, from 1, of the first line: the way on inside a line that is longer than an answer. */
  readonly fromChar?: number;
  /** Cuts the answer, at a line's end where there is one; the header `x-headroom-note` says how to go on. */
  readonly maxChars?: number;
  /** True when the answer goes into a model's context: then it counts as a negative saving. */
  readonly forAgent?: boolean;
}

/** Body of `POST /headroom/api/compressText`: one text, as if a tool had printed it. */
export interface CompressTextRequest {
  readonly text: string;
  /** The tool, command or file that it came from, when known: hints for the compressors. */
  readonly tool?: string;
  readonly command?: string;
  readonly path?: string;
  readonly model?: string;
}

export interface CompressedText {
  readonly text: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** The transform's id, or `none` when the text was left alone. */
  readonly transform: string;
  readonly reason: string;
  /** Names the original, when the text was replaced. */
  readonly handle?: string;
}

/** What a running engine process writes, for its owner only, beside its store, so that windows and commands find it. */
export interface EngineFile {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly version: string;
}
