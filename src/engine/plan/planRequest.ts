import type { Options } from '../../shared/options.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import type { Decision } from './decision.ts';
import { eligibilityOf } from './eligibility.ts';
import { identityOf } from './identity.ts';

/** What happens to one block of a request, before anything new is judged. */
export type PlannedBlock =
  | { readonly kind: 'replay'; readonly block: Block; readonly identity: string; readonly decision: Decision }
  | { readonly kind: 'birth'; readonly block: Block; readonly identity: string }
  | {
      readonly kind: 'leave';
      readonly block: Block;
      readonly reason: string;
      /** The recorded decision that says so, when there is one. */
      readonly decision?: Decision;
    };

export interface PlanPolicy {
  readonly options: Options;
  /** Finds the recorded decision of an identity in this project. */
  readonly find: (identity: string) => Decision | undefined;
  /** False when nothing new may be judged: `count_tokens`, an open circuit breaker. Replay goes on regardless. */
  readonly mayJudge: boolean;
}

/**
 * One entry per block, in cache order. Recorded decisions are replayed wherever their block stands; only blocks of the live
 * zone that nobody has seen are to be judged; everything else stays as the client sent it.
 */
export function planRequest(index: RequestIndex, policy: PlanPolicy): readonly PlannedBlock[] {
  let identities: ReadonlySet<string> | undefined;
  const isPresent = (identity: string): boolean => {
    identities ??= new Set(index.blocks.map(identityOf));
    return identities.has(identity);
  };
  return index.blocks.map(block => planBlock(block, index, policy, isPresent));
}

function planBlock(
  block: Block,
  index: RequestIndex,
  policy: PlanPolicy,
  isPresent: (identity: string) => boolean,
): PlannedBlock {
  const eligibility = eligibilityOf(block, policy.options);
  if (block.textSlot === undefined) {
    return { kind: 'leave', block, reason: eligibility.kind === 'sacred' ? eligibility.reason : 'no text' };
  }
  const isDelta = index.previousResponseId !== undefined && block.callId === undefined;
  if (isDelta) return { kind: 'leave', block, reason: 'a delta without a call id has no lasting identity' };
  const identity = identityOf(block);
  const decision = policy.find(identity);
  if (decision !== undefined) return replay(block, identity, decision, isPresent);
  if (eligibility.kind === 'sacred') return { kind: 'leave', block, reason: eligibility.reason };
  if (block.position < index.liveFrom)
    return { kind: 'leave', block, reason: 'already sent before it could be judged' };
  return policy.mayJudge
    ? { kind: 'birth', block, identity }
    : { kind: 'leave', block, reason: 'judging is paused in this conversation' };
}

function replay(
  block: Block,
  identity: string,
  decision: Decision,
  isPresent: (identity: string) => boolean,
): PlannedBlock {
  const { outcome } = decision;
  if (outcome.kind === 'leave') return { kind: 'leave', block, reason: outcome.reason, decision };
  return outcome.dependsOn !== undefined && !isPresent(outcome.dependsOn)
    ? { kind: 'leave', block, reason: 'the block it refers to is no longer in the request' }
    : { kind: 'replay', block, identity, decision };
}
