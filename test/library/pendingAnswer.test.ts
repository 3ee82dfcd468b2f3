import { expect, it } from 'vitest';
import { PendingAnswer } from '../../src/library/pendingAnswer.ts';

/** Reads the answer only when somebody awaits it, as the SDKs do. */
class FakeApiPromise extends Promise<unknown> {
  async withResponse(): Promise<unknown> {
    return { data: 'answer', response: 'http' };
  }
  async asResponse(): Promise<unknown> {
    return 'http';
  }
}

function pending(promise: unknown) {
  const told: unknown[] = [];
  const answered = (answer: unknown): void => void told.push(answer);
  const failed = (error: unknown): void => void told.push(error);
  return { told, answer: new PendingAnswer(Promise.resolve({ promise, answered, failed })) };
}

it('is the answer, told once however often it is awaited', async () => {
  const { told, answer } = pending(FakeApiPromise.resolve('answer'));

  expect([await answer, await answer]).toEqual(['answer', 'answer']);
  expect(told).toEqual(['answer']);
});

it('has the methods that SDKs add, and reads no answer that is wanted unread', async () => {
  const { told, answer } = pending(FakeApiPromise.resolve('answer'));

  expect(await answer.asResponse()).toBe('http');
  expect(told).toEqual([undefined]);
  expect(await answer.withResponse()).toEqual({ data: 'answer', response: 'http' });
  expect(told).toEqual([undefined, 'answer']);
});

it('fails as the call fails, and tells it', async () => {
  const error = Object.assign(new Error('bad request'), { status: 400 });
  const { told, answer } = pending(Promise.reject(error));

  await expect(answer).rejects.toBe(error);
  await expect(answer.catch(() => 'caught')).resolves.toBe('caught');
  expect(told).toEqual([error]);
});

it('says when the SDK has no such method', async () => {
  await expect(pending(Promise.resolve('answer')).answer.withResponse()).rejects.toThrow(
    'The answer has no withResponse.',
  );
});
