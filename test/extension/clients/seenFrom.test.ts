import { expect, test } from 'vitest';
import { newestByClient, seenFrom } from '../../../src/extension/clients/seenFrom.ts';
import { FakeSession } from '../fakeSession.ts';

const claudeCode = { client: 'Claude Code', since: 5_000, remedy: 'send a prompt' };

function sessionWith(...clients: readonly string[]): FakeSession {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: clients.map((client, index) => ({ client, startedAt: 4_999 + index })) };
  return session;
}

test('what came since it was connected proves that a client arrives, and nothing else says what to do', async () => {
  const session = sessionWith('Claude Code', 'Claude Code', 'Codex', 'Claude Code');

  expect(await seenFrom(session, claudeCode)).toMatch(/^2 exchanges seen from Claude Code since /);
  expect(await seenFrom(session, { ...claudeCode, client: 'aider' })).toMatch(/^None seen since .*: send a prompt\.$/);
});

test('the newest exchanges are counted by client, and nobody has any while the engine does not answer', async () => {
  const counts = await newestByClient(sessionWith('Codex', 'aider', 'Codex'));

  expect([...counts]).toEqual([
    ['Codex', 2],
    ['aider', 1],
  ]);
  expect((await newestByClient(new FakeSession())).size).toBe(0);
});
