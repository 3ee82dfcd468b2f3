import type { Options } from '../../shared/options.ts';
import { say } from '../../shared/sentences/say.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import { type Decision, isUnjudged, type Outcome } from './decision.ts';
import { eligibilityOf } from './eligibility.ts';
import { identityOf } from './identity.ts';
import { picturesBefore } from './pictures/countedPictures.ts';
import { pictureIdentity } from './pictures/pictureIdentity.ts';

/** What happens to one block of a request, before anything new is judged. */
export type PlannedBlock =
  | { readonly kind: 'replay'; readonly block: Block; readonly identity: string; readonly decision: Decision }
  | {
      readonly kind: 'birth';
      readonly block: Block;
      readonly identity: string;
      /** Why a block that was sent before may be judged after all. */
      readonly cold?: string;
    }
  | {
      readonly kind: 'leave';
      readonly block: Block;
      readonly reason: string;
      /** The recorded decision that says so, when there is one. */
      readonly decision?: Decision;
    };

export interface PlanPolicy {
  readonly options: Options;
  /** The body of the index, by which pictures are told apart; without it they are left alone. */
  readonly body?: Uint8Array;
  /** Finds the recorded decision of an identity in this project. */
  readonly find: (identity: string) => Decision | undefined;
  /** False when nothing new may be judged: `count_tokens`, an open circuit breaker. Replay goes on regardless. */
  readonly mayJudge: boolean;
  /** Positions of what an earlier cut of the window took. */
  readonly gone?: ReadonlySet<number>;
  /** Absent where history is never written anew. */
  readonly history?: HistoryPolicy;
}

/** How blocks are treated that were sent before anybody judged them. */
export interface HistoryPolicy {
  /** Where the decision on a rewritten block is kept: under its prefix and model, since other caches may hold the original. */
  readonly identityOf: (block: Block) => string;
  /** Why no cache holds this block or what follows; `undefined` where one may. */
  readonly reasonForCold: (block: Block) => string | undefined;
}

/**
 * One entry per block, in cache order. Recorded decisions are replayed wherever their block stands. To be judged are blocks of
 * the live zone that nobody has seen, and blocks that left unjudged when no cache holds them any more; everything else stays
 * as the client sent it.
 */
export function planRequest(index: RequestIndex, policy: PlanPolicy): readonly PlannedBlock[] {
  const identify = identifier(index, policy);
  const findsReference = referenceFinder(index, { ...policy, identify });
  return index.blocks.map(block => planBlock(block, index, { ...policy, identify, findsReference }));
}

/** Whether a decision finds what it refers to: a note about a picture at the place that it tells, anything else somewhere. */
function referenceFinder(
  index: RequestIndex,
  { identify, gone }: Pick<Planning, 'identify' | 'gone'>,
): Planning['findsReference'] {
  let identities: ReadonlySet<string> | undefined;
  return ({ dependsOn, picture }, block) => {
    if (dependsOn === undefined) return true;
    if (picture?.back !== undefined) {
      const named = picturesBefore(index, block, gone)[picture.back - 1];
      return named !== undefined && identify(named) === dependsOn;
    }
    const isSent = ({ position }: Block): boolean => gone?.has(position) !== true;
    identities ??= new Set(index.blocks.filter(isSent).map(other => identify(other) ?? ''));
    return identities.has(dependsOn);
  };
}

/** Blocks without a text or a picture have no identity, since nothing can stand in their place. */
function identifier(index: RequestIndex, { body }: PlanPolicy): (block: Block) => string | undefined {
  return block => {
    if (block.textSlot !== undefined) return identityOf(block);
    const isSent = block.kind === 'image' && index.messages[block.message]?.author === 'client';
    return isSent && body !== undefined ? pictureIdentity(body, index, block) : undefined;
  };
}

interface Planning extends PlanPolicy {
  readonly identify: (block: Block) => string | undefined;
  readonly findsReference: (outcome: Extract<Outcome, { readonly kind: 'replace' }>, block: Block) => boolean;
}

function planBlock(block: Block, index: RequestIndex, policy: Planning): PlannedBlock {
  if (block.kind === 'toolDefinition') return planDefinition(block, policy);
  const eligibility = eligibilityOf(block, policy.options);
  const identity = policy.identify(block);
  if (identity === undefined) {
    return { kind: 'leave', block, reason: eligibility.kind === 'sacred' ? eligibility.reason : say('left.noText') };
  }
  const isDelta = index.previousResponseId !== undefined && block.callId === undefined;
  if (isDelta) return { kind: 'leave', block, reason: say('left.delta') };
  const decision = policy.find(identity);
  if (decision !== undefined && !isUnjudged(decision)) return replay(block, identity, decision, policy.findsReference);
  if (eligibility.kind === 'sacred') return { kind: 'leave', block, reason: eligibility.reason };
  const wasSent = decision !== undefined || block.position < index.liveFrom;
  if (wasSent) return planHistory(block, decision, policy);
  return policy.mayJudge ? { kind: 'birth', block, identity } : { kind: 'leave', block, reason: say('left.paused') };
}

/** Definitions stand before everything that is cached, so they change only where no cache holds even the first of what follows. */
function planDefinition(block: Block, { mayJudge, history, find, options, findsReference }: Planning): PlannedBlock {
  const reason = say(options.slimToolDefinitions ? 'left.cached' : 'left.toolDefinitions');
  const left: PlannedBlock = { kind: 'leave', block, reason };
  if (history === undefined || block.deferred === true) return left;
  const identity = history.identityOf(block);
  const decision = find(identity);
  if (decision !== undefined && !isUnjudged(decision)) return replay(block, identity, decision, findsReference);
  const cold = mayJudge && options.slimToolDefinitions ? history.reasonForCold(block) : undefined;
  return cold === undefined ? left : { kind: 'birth', block, identity, cold };
}

/** A block that left unjudged. */
function planHistory(
  block: Block,
  asSent: Decision | undefined,
  { mayJudge, history, find, options, findsReference }: Planning,
): PlannedBlock {
  const left: PlannedBlock =
    asSent === undefined
      ? { kind: 'leave', block, reason: say('left.sentBefore') }
      : { kind: 'leave', block, reason: reasonOf(asSent), decision: asSent };
  if (history === undefined || block.kind === 'image') return left;
  const identity = history.identityOf(block);
  const rewritten = find(identity);
  if (rewritten !== undefined && !isUnjudged(rewritten)) return replay(block, identity, rewritten, findsReference);
  const cold = mayJudge && options.rewriteColdHistory ? history.reasonForCold(block) : undefined;
  return cold === undefined ? left : { kind: 'birth', block, identity, cold };
}

function reasonOf({ outcome }: Decision): string {
  return outcome.reason;
}

function replay(
  block: Block,
  identity: string,
  decision: Decision,
  findsReference: Planning['findsReference'],
): PlannedBlock {
  const { outcome } = decision;
  if (outcome.kind === 'leave') return { kind: 'leave', block, reason: outcome.reason, decision };
  return findsReference(outcome, block)
    ? { kind: 'replay', block, identity, decision }
    : { kind: 'leave', block, reason: say('left.referenceGone') };
}
