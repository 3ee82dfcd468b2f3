import type { Mode, Profile } from '../../shared/modes.ts';
import type { Options } from '../../shared/options.ts';
import type { RateLimit, Timings, Usage, WireFormat } from '../../shared/records.ts';
import type { Decision } from '../plan/decision.ts';
import type { HoldOut } from '../plan/holdOut.ts';

/** What the proxy knows when an exchange is over: raw facts, no credentials, nothing counted yet. Crosses to a worker. */
export interface ExchangeFacts {
  readonly id: string;
  readonly project: string;
  readonly client: string;
  readonly provider: string;
  readonly format: WireFormat | undefined;
  readonly mode: Mode;
  readonly profile: Profile;
  readonly options: Options;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly path: string;
  readonly status: number;
  readonly streamed: boolean;
  readonly timings: Timings;
  readonly requestBytes: number;
  readonly sentBytes: number;
  /** The client's body, decoded. Absent when it was too large or could not be decoded; then only the summary is recorded. */
  readonly body?: Uint8Array;
  /** The model that the URL or the response names, for formats whose body does not. */
  readonly model?: string;
  /** What held for the blocks of this request, by position. Blocks that are not listed were left alone. */
  readonly settled: readonly SettledBlock[];
  /** What optimize would have decided on the pictures of a simulated exchange; texts are judged by the analysis itself. */
  readonly planned?: readonly SettledBlock[];
  /** False when the client cannot fetch originals: then nothing is omitted. */
  readonly canRetrieve: boolean;
  /** The group that the conversation was drawn into, while some are held out; absent where earlier decisions mix the groups. */
  readonly holdOut?: HoldOut;
  readonly usage?: Usage;
  readonly limits: readonly RateLimit[];
  readonly fault?: string;
  /** What the client calls its session and, for a sub-agent, the agent: labels, never identity. */
  readonly session?: string;
  readonly branch?: string;
}

/** The decision that held for one block, and whether this exchange gave birth to it. */
export interface SettledBlock {
  readonly position: number;
  readonly decision: Decision;
  readonly fresh: boolean;
}
