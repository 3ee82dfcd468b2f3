import type { Profile } from './modes.ts';

/** Transcripts that a client left on this machine; nothing of them is read before somebody asks for it. */
export interface TranscriptsFound {
  readonly folder: string;
  readonly sessions: number;
  readonly bytes: number;
  /** Milliseconds since the epoch; absent without any. */
  readonly newestAt?: number;
}

/** Where the requests of a trial come from. */
export type TrialSource = 'transcripts' | 'recorded';

/** What would have been paid under one setting; `audit` sends everything as it came. All figures are estimated. */
export interface TrialRow {
  readonly setting: 'audit' | Profile;
  readonly tokens: number;
  /** US dollars, answers included, fetches not. */
  readonly usd: number;
  /** US dollars of the fetches that are to be expected, and how many these are. */
  readonly fetchUsd: number;
  readonly fetches: number;
  /** Cache breaks by our doing. */
  readonly breaks: number;
}

/** Every profile over the same past requests, behind the same simulated cache. */
export interface TrialResult {
  readonly source: TrialSource;
  readonly conversations: number;
  readonly requests: number;
  /** Of them, those whose record holds neither tools nor system text. */
  readonly messagesOnly: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** US dollars that were really paid, from the provider's usage; absent when some request reported none. */
  readonly paidUsd?: number;
  readonly rows: readonly TrialRow[];
}

/** Long work on past conversations. One at a time; it never holds up a request. */
export interface HistoryJob {
  readonly id: number;
  readonly kind: 'import' | 'trial';
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly conversations: { readonly done: number; readonly all: number };
  readonly requests: number;
  /** Lines of transcripts that could not be read, such as the last one of a running session. */
  readonly unreadLines: number;
  /** Transcripts that could not be read, or not to their end: gone, broken or too large. */
  readonly unreadFiles: number;
  /** Why it failed. */
  readonly message?: string;
  /** What a trial found; grows while it runs. */
  readonly result?: TrialResult;
}

/** One request of a conversation under three settings: as the client sent it, as options stand, and with others. */
export interface ConversationTrialStep {
  readonly exchange: string;
  readonly untouched: TrialFigures;
  readonly mine: TrialFigures;
  readonly candidate: TrialFigures;
}

export interface TrialFigures {
  readonly tokens: number;
  /** US dollars, answers and expected fetches included. */
  readonly usd: number;
  readonly isBreak: boolean;
}

/** What would have been saved turn by turn. */
export interface ConversationTrial {
  readonly conversation: string;
  /** Oldest first. */
  readonly steps: readonly ConversationTrialStep[];
  /** Requests before the first step: only so many are replayed, the newest ones. */
  readonly older: number;
  /** Requests that could not be rebuilt because their texts have expired. */
  readonly missing: number;
}
