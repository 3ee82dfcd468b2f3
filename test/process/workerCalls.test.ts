import { afterEach, expect, it } from 'vitest';
import { WorkerCalls } from '../../src/process/workerCalls.ts';

const workerUrl = new URL('./echoWorker.ts', import.meta.url);
let calls: WorkerCalls<string, string> | undefined;
afterEach(() => calls?.close());

it('answers questions in any order', async () => {
  calls = new WorkerCalls(workerUrl, 5000);

  expect(await Promise.all([calls.call('slow'), calls.call('quick')])).toEqual(['slow', 'quick']);
});

it('fails one question without failing the next', async () => {
  calls = new WorkerCalls(workerUrl, 5000);

  await expect(calls.call('throw')).rejects.toThrow('thrown');
  expect(await calls.call('quick')).toBe('quick');
});

it('replaces a thread that dies, and fails what it was asked', async () => {
  calls = new WorkerCalls(workerUrl, 5000);

  await expect(Promise.all([calls.call('slow'), calls.call('die')])).rejects.toThrow(/worker (ended|failed)/);
  expect(await calls.call('quick')).toBe('quick');
});

it('ends a thread that is stuck, and starts another', async () => {
  calls = new WorkerCalls(workerUrl, 300);

  await expect(calls.call('hang')).rejects.toThrow('did not answer in time');
  expect(await calls.call('quick')).toBe('quick');
});

it('tells every new thread the greeting first', async () => {
  const greetings: string[] = [];
  calls = new WorkerCalls(workerUrl, 5000, () => {
    greetings.push('hello');
    return 'hello';
  });

  expect(await calls.call('quick')).toBe('quick');
  await expect(calls.call('die')).rejects.toThrow();
  expect(await calls.call('quick')).toBe('quick');
  expect(greetings).toHaveLength(2);
});
