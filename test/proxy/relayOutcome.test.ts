import { expect, it } from 'vitest';
import { faultOf, statusOf } from '../../src/proxy/relayOutcome.ts';

const answered = { kind: 'answered', status: 200 } as const;
const unreachable = { kind: 'unreachable', error: new Error('connect ECONNREFUSED') } as const;
const clientLeft = { kind: 'clientLeft' } as const;

it('records what the upstream said, or the usual status of a broken exchange', () => {
  expect([answered, clientLeft, unreachable].map(statusOf)).toEqual([200, 499, 502]);
});

it('finds no fault with a complete answer, not even with an error that the upstream reported itself', () => {
  expect(faultOf(answered, {})).toBeUndefined();
  expect(faultOf({ ...answered, status: 529 }, { errorType: 'overloaded_error' })).toBeUndefined();
});

it('names the side that broke off', () => {
  expect(faultOf(unreachable, {})).toBe('the upstream could not be reached: connect ECONNREFUSED');
  expect(faultOf(clientLeft, {})).toBe('the client left before the answer');
  expect(faultOf({ ...answered, brokenBy: 'client' }, {})).toBe('the client left during the answer');
  expect(faultOf({ ...answered, brokenBy: 'upstream' }, {})).toBe('the upstream broke the answer off');
  expect(faultOf(answered, { errorType: 'overloaded_error' })).toBe('the stream ended in overloaded_error');
});
