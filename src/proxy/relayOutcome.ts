import type { RelayOutcome } from './relay.ts';
import type { Answer } from './wire/answer.ts';

/** The status that the exchange is recorded with; 499 is the usual one for a client that left. */
export function statusOf(outcome: RelayOutcome): number {
  switch (outcome.kind) {
    case 'answered':
      return outcome.status;
    case 'clientLeft':
      return 499;
    case 'unreachable':
      return 502;
  }
}

/** What went wrong between us and either side, in words, or `undefined`. */
export function faultOf(outcome: RelayOutcome, answer: Answer): string | undefined {
  if (outcome.kind === 'unreachable') return `the upstream could not be reached: ${outcome.error.message}`;
  if (outcome.kind === 'clientLeft') return 'the client left before the answer';
  if (outcome.brokenBy === 'client') return 'the client left during the answer';
  if (outcome.brokenBy === 'upstream') return 'the upstream broke the answer off';
  return answer.errorType === undefined || outcome.status >= 400
    ? undefined
    : `the stream ended in ${answer.errorType}`;
}
