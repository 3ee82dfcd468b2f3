import { expect, it } from 'vitest';
import { identityOf } from '../../../src/engine/plan/identity.ts';
import { ask, indexOf, round } from '../analysis/analysisLab.ts';

const identities = (...messages: readonly unknown[]) =>
  indexOf(Buffer.from(JSON.stringify({ messages }))).blocks.map(identityOf);

it('a result is its call and its content, wherever it stands', () => {
  const call = round('t1', 'Bash', {}, 'text');

  expect(identities(ask, ...call).at(-1)).toBe(identities({ role: 'user', content: 'other' }, ...call).at(-1));
  expect(identities(ask, ...call).at(-1)).not.toBe(identities(ask, ...round('t1', 'Bash', {}, 'new')).at(-1));
});

it('a block without an id is everything up to it', () => {
  const last = { role: 'user', content: 'go on' };

  expect(identities(ask, last).at(-1)).not.toBe(identities(last).at(-1));
});
