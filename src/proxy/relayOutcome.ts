import { say } from '../shared/sentences/say.ts';
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
  if (outcome.kind === 'unreachable') return say('fault.unreachable', { error: outcome.error.message });
  if (outcome.kind === 'clientLeft') return say('fault.clientLeft');
  if (outcome.brokenBy === 'client') return say('fault.clientLeftDuring');
  if (outcome.brokenBy === 'upstream') return say('fault.broken');
  return answer.errorType === undefined || outcome.status >= 400
    ? undefined
    : say('fault.stream', { error: answer.errorType });
}
