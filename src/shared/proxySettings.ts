import type { Mode } from './modes.ts';

/** The proxy's own settings, beside the options. */
export interface ProxySettings {
  readonly port: number;
  readonly mode: Mode;
  /** Base URL per provider or named upstream, e.g. `{ anthropic: 'http://127.0.0.1:9999' }`. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Milliseconds that judging may add to a request before its original bytes are sent. */
  readonly deadlineMs: number;
  /** The same for pictures, which take longer to look at. */
  readonly imageDeadlineMs: number;
  /** Bodies above this size are relayed unread. */
  readonly maxBodyBytes: number;
  /** Days for which exchanges and originals are kept. */
  readonly retentionDays: number;
  /** Bytes after which the oldest exchanges are dropped. */
  readonly maxStoreBytes: number;
  /** A person's word that every client can retrieve originals, where its requests do not show it. */
  readonly assumeRetrieval: boolean;
  /** US dollars per day against which spending is shown; 0 for none. Nothing is stopped by it. */
  readonly dailyBudgetUsd: number;
}

export const defaultProxySettings: ProxySettings = {
  port: 8787,
  mode: 'audit',
  upstreams: {},
  deadlineMs: 150,
  imageDeadlineMs: 2000,
  maxBodyBytes: 64 * 1024 * 1024,
  retentionDays: 30,
  maxStoreBytes: 2 * 1024 * 1024 * 1024,
  assumeRetrieval: false,
  dailyBudgetUsd: 0,
};
