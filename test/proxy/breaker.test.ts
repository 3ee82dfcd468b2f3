import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../src/engine/conversation/request.ts';
import { CircuitBreaker } from '../../src/proxy/breaker.ts';

function indexOf(...messages: readonly (readonly [role: string, content: string])[]): RequestIndex {
  const body = JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });
  const index = indexRequest(Buffer.from(body), 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return index;
}

const asked = ['user', 'a'] as const;
const answered = ['assistant', 'b'] as const;

it('opens in a conversation whose edited request was refused, and in that one only', () => {
  const breaker = new CircuitBreaker();

  breaker.observe(indexOf(asked, answered, ['user', 'c']), 400);

  expect(breaker.reasonFor(indexOf(asked, answered, ['user', 'd']))).toMatch(/answered 400/);
  expect(breaker.reasonFor(indexOf(asked, ['assistant', 'x'], ['user', 'c']))).toBeUndefined();
});

it('knows a first request by its first message', () => {
  const breaker = new CircuitBreaker();

  breaker.observe(indexOf(asked), 413);

  expect(breaker.reasonFor(indexOf(asked, answered, ['user', 'c']))).toBeDefined();
  expect(breaker.reasonFor(indexOf(['user', 'z']))).toBeUndefined();
});

it.each([200, 401, 403, 404, 408, 429, 500, 529])('stays closed on %i, which says nothing of the body', status => {
  const breaker = new CircuitBreaker();

  breaker.observe(indexOf(asked), status);

  expect(breaker.reasonFor(indexOf(asked))).toBeUndefined();
});
