import type { Grade } from '../../shared/records.ts';
import type { PictureDecision } from '../images/pictureDecision.ts';
import type { Claim } from './claim.ts';

/**
 * What happens to a block, for ever. It is found again by the block's identity, and `leave` lasts as long as `replace`.
 * Persisted is the output text; it is encoded anew into whichever form the slot has in a later request.
 */
export interface Decision {
  readonly identity: string;
  readonly outcome: Outcome;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** True of a block that left before anybody could judge it: such decisions have counted nothing. */
export function isUnjudged({ outcome, tokensBefore }: Decision): boolean {
  return outcome.kind === 'leave' && tokensBefore === 0;
}

export type Outcome =
  | { readonly kind: 'leave'; readonly reason: string; readonly picture?: PictureDecision }
  | {
      readonly kind: 'replace';
      readonly transform: string;
      readonly grade: Grade;
      readonly output: string;
      readonly reason: string;
      /** Names the original, which is kept as long as this decision. */
      readonly handle: string;
      /** Identity of an earlier block that the output refers to; without that block in the request the decision is void. */
      readonly dependsOn?: string;
      /** Present for a cut of the rolling window, whose marker `output` is. */
      readonly cut?: CutRecord;
      /** Present for pictures: how `output` goes into their place. */
      readonly picture?: PictureDecision;
    };

/** What a cut took, by the identities of its calls and results. */
export interface CutRecord {
  readonly units: readonly (readonly string[])[];
  /** Calls that the model had made since a person last spoke. */
  readonly callsSinceSpoken: number;
}

/** An original to be kept with its decision: both are committed before the replacing bytes leave. */
export interface Original {
  readonly handle: string;
  readonly text: string;
}

/**
 * The decisions of all projects, mirrored in memory and persisted. `find` never waits; `commit` resolves when the rows are
 * durable and rejects when they cannot be kept, in which case the block goes verbatim. A later commit of an identity wins:
 * that is how a block that had to leave verbatim before its replacement was durable is recorded as left alone.
 */
export interface DecisionBook {
  find(project: string, identity: string): Decision | undefined;
  /** False when no decision of the project replaces anything: then its requests need not be read before they leave. */
  hasReplacements(project: string): boolean;
  /** With a claim, nothing is kept unless the writer could take it at the last moment; the commit then rejects. */
  commit(project: string, decisions: readonly Decision[], originals: readonly Original[], claim?: Claim): Promise<void>;
}
