import type { BlockView, ExchangePage, ExchangesQuery } from '../shared/panelProtocol.ts';
import type { ExchangeDetail } from '../shared/records.ts';
import type { Loss } from './fileIdentity.ts';
import type { Commit, DecisionKey, StoredDecision } from './sqlite/decisionsTable.ts';
import type { RetentionOrder } from './sqlite/retention.ts';
import type {
  BlockText,
  ConversationExport,
  Recording,
  RetentionReport,
  StateName,
  StoreSummary,
  StoreTotals,
} from './store.ts';

/** What the store's thread does, by name: the argument and the result of each call. */
export interface Calls {
  readonly open: { argument: { path: string; now: number }; result: Opened };
  readonly reopen: { argument: Reopening; result: Opened };
  readonly commit: { argument: Commit; result: undefined };
  readonly touch: { argument: { keys: readonly DecisionKey[]; at: number }; result: undefined };
  readonly original: { argument: { handle: string; project: string | undefined }; result: string | undefined };
  readonly noteRetrieval: { argument: { tokens: number; at: number }; result: undefined };
  readonly record: { argument: Recording; result: undefined };
  readonly exchanges: { argument: Omit<ExchangesQuery, 'type'>; result: ExchangePage };
  readonly exchange: { argument: string; result: ExchangeDetail | undefined };
  readonly block: { argument: { exchange: string; position: number }; result: BlockView | undefined };
  readonly texts: { argument: string; result: readonly BlockText[] };
  readonly totals: { argument: number; result: StoreTotals };
  readonly summary: { argument: undefined; result: StoreSummary };
  readonly exportConversation: { argument: string; result: ConversationExport };
  readonly readState: { argument: StateName; result: string | undefined };
  readonly writeState: { argument: { name: StateName; json: string }; result: undefined };
  readonly retain: { argument: RetentionOrder; result: Retained };
  readonly wipe: { argument: undefined; result: { readonly handleKey: Uint8Array } };
  readonly close: { argument: undefined; result: undefined };
}

/** After a loss: what the new file must have, so that running conversations go on as they were. */
export interface Reopening {
  readonly loss: Loss;
  readonly now: number;
  readonly handleKey: Uint8Array;
  readonly decisions: readonly StoredDecision[];
}

export interface Opened {
  readonly handleKey: Uint8Array;
  readonly decisions: readonly StoredDecision[];
  readonly notice: string | undefined;
}

export interface Retained extends RetentionReport {
  /** Hashes of blocks whose text is gone. */
  readonly forgotten: readonly string[];
}

export type CallName = keyof Calls;
export type Argument<Name extends CallName> = Calls[Name]['argument'];
export type Result<Name extends CallName> = Calls[Name]['result'];

/** One call on its way to the thread, and the answer on its way back. */
export type Call<Name extends CallName = CallName> = {
  [N in Name]: { readonly id: number; readonly name: N; readonly argument: Argument<N> };
}[Name];
export type Answer =
  | { readonly id: number; readonly kind: 'done'; readonly result: Result<CallName> }
  | {
      readonly id: number;
      readonly kind: 'failed';
      readonly message: string;
      readonly unusable?: string;
      readonly loss?: Loss;
    };
