import type { Options } from '../../../shared/options.ts';
import { say } from '../../../shared/sentences/say.ts';
import type { RequestIndex } from '../../conversation/request.ts';
import type { Decision } from '../decision.ts';
import { planRequest } from '../planRequest.ts';

/**
 * Identities of the blocks that a request sent for the first time without a decision: in audit, or while judging was
 * paused. `decided` holds the positions that had one.
 */
export function sentUnjudged(
  { body, index }: { readonly body: Uint8Array; readonly index: RequestIndex },
  options: Options,
  decided: ReadonlySet<number>,
): readonly string[] {
  return planRequest(index, { body, options, find: () => undefined, mayJudge: true }).flatMap(planned =>
    planned.kind === 'birth' && !decided.has(planned.block.position) ? [planned.identity] : [],
  );
}

/** The decision that keeps such a block as it was sent, whatever mode the same request comes in later. */
export function leaveAsSent(identity: string): Decision {
  const outcome = { kind: 'leave', reason: say('left.sentBefore') } as const;
  return { identity, outcome, tokensBefore: 0, tokensAfter: 0 };
}
