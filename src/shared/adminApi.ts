import type { Mode } from './modes.ts';

/** Paths of the engine process's own HTTP surface. Everything else belongs to the providers and is relayed. */
export const adminPaths = {
  health: '/headroom/health',
  query: '/headroom/api/query',
  events: '/headroom/api/events',
  retrieve: '/headroom/api/retrieve',
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
  readonly pid: number;
}

/** Body of `POST /headroom/api/shutdown`: `relay` keeps the port as a bare relay, `exit` ends the process after its streams. */
export interface ShutdownRequest {
  readonly after: 'relay' | 'exit';
}

/** Body of `POST /headroom/api/retrieve`. Lines are 1-based and inclusive; `pattern` is a JavaScript regular expression. */
export interface RetrieveRequest {
  readonly handle: string;
  readonly lines?: { readonly from: number; readonly to: number };
  readonly pattern?: string;
}

/** What a running engine process writes, for its owner only, beside its store, so that windows and commands find it. */
export interface EngineFile {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly version: string;
}
