import { expect, it } from 'vitest';
import type { Decision } from '../../src/engine/plan/decision.ts';
import { commitInTime } from '../../src/proxy/commitInTime.ts';
import { startDeadline } from '../../src/proxy/deadline.ts';
import { FakeBook } from './proxyLab.ts';

const decision: Decision = {
  identity: 'a',
  outcome: { kind: 'replace', transform: 't', grade: 'decodable', output: 'o', reason: 'r', handle: 'h' },
  tokensBefore: 2,
  tokensAfter: 1,
};

function commit(book: FakeBook, deadlineMs: number) {
  const commit = { project: 'p', decisions: [decision], originals: [{ handle: 'h', text: 'original' }] };
  return commitInTime(book, commit, startDeadline(deadlineMs));
}

it('what is durable in time counts', async () => {
  const book = new FakeBook();

  expect((await commit(book, 500)).outcome).toEqual({ kind: 'done', value: undefined });
  expect(book.find('p', 'a')).toBe(decision);
});

it('what the writer has not begun by then is never written', async () => {
  const book = new FakeBook();
  book.delayMs = 60;

  const { outcome, written } = await commit(book, 10);
  await expect(written).rejects.toThrow('withdrawn');

  expect(outcome).toEqual({ kind: 'failed', fault: 'writing the decision took too long' });
  expect(book.find('p', 'a')).toBeUndefined();
});

it('what the writer is past recalling is waited for', async () => {
  const book = new FakeBook();
  book.syncMs = 60;

  expect((await commit(book, 10)).outcome.kind).toBe('done');
});

it('a book that fails says so', async () => {
  const book = new FakeBook();
  book.failing = true;

  const { outcome, written } = await commit(book, 500);
  await expect(written).rejects.toThrow('disk full');

  expect(outcome).toEqual({ kind: 'failed', fault: 'writing the decision failed: disk full' });
});
