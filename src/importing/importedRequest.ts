import type { Usage } from '../shared/records.ts';

/** A request that a client once sent, rebuilt from the client's own record, with what it cost. */
export interface ImportedRequest {
  /** The same for the same request at every import. */
  readonly id: string;
  readonly body: Uint8Array;
  readonly model: string;
  /** `messages`: the record holds neither tool definitions nor system text. */
  readonly seen: 'everything' | 'messages';
  /** Milliseconds since the epoch; 0 where the record does not tell. */
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly usage?: Usage;
  readonly session: string;
  /** The sub-agent that sent it, by the name that the client gave it. */
  readonly agent?: string;
}
