import { expect, it } from 'vitest';
import { lastingChain, reasonOfMiss, reasonOfRefusal } from '../../../src/engine/plan/circuitPolicy.ts';
import { ask, indexOf, round } from '../analysis/analysisLab.ts';

const surprise = { rewritten: 9000, culprit: 'provider', isEdited: true, isDeterministic: true };

it.each([400, 413, 422])('%i speaks about the body', status => {
  expect(reasonOfRefusal(status)).toBe(`the upstream answered ${status} to an edited request`);
});

it.each([200, 401, 429, 500, 529])('%i does not', status => {
  expect(reasonOfRefusal(status)).toBeUndefined();
});

it('an unexplained miss after an edit ends judging', () => {
  expect(reasonOfMiss(surprise)).toMatch(/^9000 cached tokens were lost after an edit/);
});

it.each([
  ['nothing was lost', { rewritten: 0 }],
  ['nothing was edited', { isEdited: false }],
  ['the time explains it', { culprit: 'time' }],
  ['the provider caches as it likes', { isDeterministic: false }],
])('a miss is no reason when %s', (_, changes) => {
  expect(reasonOfMiss({ ...surprise, ...changes })).toBeUndefined();
});

it('another form of our own making is one with every provider', () => {
  expect(reasonOfMiss({ ...surprise, culprit: 'us', isDeterministic: false })).toMatch(/sent in another form$/);
});

it('the lasting chain is in every later request of the conversation', () => {
  const bodyOf = (messages: readonly unknown[]) => Buffer.from(JSON.stringify({ messages }));
  const first = indexOf(bodyOf([ask]));
  const second = indexOf(bodyOf([ask, ...round('t1', 'Bash', {}, 'x')]));
  const third = indexOf(bodyOf([ask, ...round('t1', 'Bash', {}, 'x'), ...round('t2', 'Bash', {}, 'y')]));
  const chains = third.blocks.map(({ chain }) => chain);

  expect(chains).toContain(lastingChain(first));
  expect(chains).toContain(lastingChain(second));
});
