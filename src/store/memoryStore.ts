import { randomBytes } from 'node:crypto';
import { type Claim, takeClaim } from '../engine/plan/claim.ts';
import type { Decision, Original } from '../engine/plan/decision.ts';
import { DecisionMirror } from './decisionMirror.ts';
import {
  type ConversationExport,
  type RetentionReport,
  type Store,
  StoreError,
  type StoreOptions,
  type StoreSummary,
  type StoreTotals,
  withdrawnCommit,
} from './store.ts';

const nothing = { exchanges: 0, decisions: 0, originals: 0, texts: 0, storeBytes: 0 };
const noRetrievals = { count: 0, tokens: 0 };

/** The store `none`: nothing is persisted or recorded. Decisions last as long as the process, so that replays stay exact. */
export class MemoryStore implements Store {
  readonly kind = 'none';
  readonly keepsOriginals = false;
  readonly handleKey = randomBytes(32);
  readonly #mirror: DecisionMirror;
  readonly #now: () => number;
  readonly #state = new Map<string, string>();

  constructor({ now }: StoreOptions) {
    this.#now = now;
    this.#mirror = new DecisionMirror(now);
  }

  find(project: string, identity: string): Decision | undefined {
    return this.#mirror.find(project, identity);
  }

  hasReplacements(project: string): boolean {
    return this.#mirror.hasReplacements(project);
  }

  /** Only what can be decoded without its original is kept: the others could never be had back. */
  async commit(
    project: string,
    decisions: readonly Decision[],
    _originals: readonly Original[],
    claim?: Claim,
  ): Promise<void> {
    const lossy = decisions.find(({ outcome }) => outcome.kind === 'replace' && outcome.grade !== 'decodable');
    if (lossy !== undefined) throw new StoreError('Nothing is stored (--store none), so nothing may be left out.');
    if (claim !== undefined && !takeClaim(claim)) throw new StoreError(withdrawnCommit);
    for (const decision of decisions) this.#mirror.keep({ project, decision, touchedAt: this.#now() });
  }

  async original(): Promise<undefined> {}

  async noteRetrieval(): Promise<void> {}

  record(): void {}

  needsText(): boolean {
    return false;
  }

  async exchanges() {
    return { exchanges: [] };
  }

  async exchange(): Promise<undefined> {}

  async block(): Promise<undefined> {}

  async texts() {
    return new Map<string, string>();
  }

  async totals(): Promise<StoreTotals> {
    const today = { tokensSaved: 0, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0 };
    return { clients: [], today, limits: [], exchanges: 0, retrievals: noRetrievals };
  }

  async summary(): Promise<StoreSummary> {
    return {
      totalRequests: 0,
      totalTokensSaved: 0,
      totalTokensSimulated: 0,
      totalTokensBefore: 0,
      totalTokensAfter: 0,
      totalWasteTokens: 0,
      measuredUsdSaved: 0,
      estimatedUsdSaved: 0,
      conversations: 0,
      decisions: 0,
      originals: 0,
      retrievals: noRetrievals,
      storeBytes: 0,
    };
  }

  async metrics(): Promise<[]> {
    return [];
  }

  async readState(name: string): Promise<string | undefined> {
    return this.#state.get(name);
  }

  async writeState(name: string, json: string): Promise<void> {
    this.#state.set(name, json);
  }

  async exportConversation(conversation: string): Promise<ConversationExport> {
    return { conversation, exchanges: [], texts: {} };
  }

  async retain(): Promise<RetentionReport> {
    return nothing;
  }

  async wipe(): Promise<void> {
    this.#mirror.clear();
    this.#state.clear();
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {}
}
