import { expect, test } from 'vitest';
import { newestChangedBlock } from '../../src/extension/newestChange.ts';
import { FakeSession } from './fakeSession.ts';

test('a fresh decision comes before a larger one that was only replayed', async () => {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: [{ id: 'e', tokensBefore: 900, tokensAfter: 100 }] };
  session.answers.exchange = {
    receipts: [
      { block: 2, tokensBefore: 800, tokensAfter: 50, fresh: false },
      { block: 7, tokensBefore: 90, tokensAfter: 40, fresh: true },
      { block: 8, tokensBefore: 10, tokensAfter: 10, fresh: true },
    ],
  };
  session.answers.block = { label: 'Bash', before: 'a', after: 'b' };
  expect(await newestChangedBlock(session)).toEqual({ label: 'Bash', before: 'a', after: 'b' });
  expect(session.queries).toContainEqual({ type: 'block', exchange: 'e', position: 7 });
});

test('without a changed exchange there is no block', async () => {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: [{ id: 'e', tokensBefore: 9, tokensAfter: 9 }] };

  expect(await newestChangedBlock(session)).toBeUndefined();
});
