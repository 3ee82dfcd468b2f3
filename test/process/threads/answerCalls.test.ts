import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

it('answers each question under its number, and a failing one with its message', async () => {
  const worker = new Worker(new URL('./echoWorker.ts', import.meta.url));
  const replies: unknown[] = [];
  const done = new Promise<void>(resolve => {
    worker.on('message', reply => {
      if (replies.push(reply) === 2) resolve();
    });
  });

  worker.postMessage({ id: 7, request: 'throw' });
  worker.postMessage({ id: 8, request: 'quick' });
  await done;
  await worker.terminate();

  expect(replies).toEqual([
    { id: 7, kind: 'failed', message: 'thrown' },
    { id: 8, kind: 'answered', response: 'quick' },
  ]);
});
