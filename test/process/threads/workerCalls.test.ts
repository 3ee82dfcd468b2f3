import { afterEach, expect, it } from 'vitest';
import { WorkerCalls } from '../../../src/process/threads/workerCalls.ts';

const workerUrl = new URL('./echoWorker.ts', import.meta.url);
let calls: WorkerCalls<string, string> | undefined;
afterEach(() => calls?.close());

it('answers each question, whatever was asked beside it', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });

  expect(await Promise.all([calls.call('slow'), calls.call('quick')])).toEqual(['slow', 'quick']);
});

it('fails one question without failing the next', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });

  await expect(calls.call('throw')).rejects.toThrow('thrown');
  expect(await calls.call('quick')).toBe('quick');
});

it('replaces a thread that dies, and fails only the question that it died of', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });

  const [before, fatal, after] = await Promise.allSettled(['slow', 'die', 'quick'].map(ask => calls?.call(ask)));

  expect(before).toMatchObject({ value: 'slow' });
  expect(fatal).toMatchObject({ reason: { message: expect.stringMatching(/worker (ended|failed)/) } });
  expect(after).toMatchObject({ value: 'quick' });
});

it('replaces a thread that is stuck, and fails only the question that it is stuck in', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });

  const stuck = calls.call('hang', 300);
  const next = calls.call('quick');

  await expect(stuck).rejects.toThrow('did not answer in time');
  expect(await next).toBe('quick');
});

it('does not count the wait for a turn as time to answer', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });
  await calls.call('quick');

  const answers = await Promise.all(Array.from({ length: 12 }, () => calls?.call('slow', 500)));

  expect(answers).toEqual(Array.from({ length: 12 }, () => 'slow'));
});

it('ends a thread that takes too much memory, and starts another', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 20_000, heapMb: 32 });

  await expect(calls.call('devour')).rejects.toThrow(/memory/);
  expect(await calls.call('quick')).toBe('quick');
});

it('fails everything that was asked when it is closed', async () => {
  calls = new WorkerCalls(workerUrl, { timeoutMs: 5000 });

  const open = [calls.call('hang'), calls.call('quick')];
  const failed = Promise.all(open.map(call => expect(call).rejects.toThrow('stopping')));
  await calls.close();
  await failed;
});

it('tells every new thread the greeting first', async () => {
  const greetings: string[] = [];
  calls = new WorkerCalls(workerUrl, {
    timeoutMs: 5000,
    greeting: () => {
      greetings.push('hello');
      return 'hello';
    },
  });

  expect(await calls.call('quick')).toBe('quick');
  await expect(calls.call('die')).rejects.toThrow();
  expect(await calls.call('quick')).toBe('quick');
  expect(greetings).toHaveLength(2);
});
