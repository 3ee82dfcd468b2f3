import { expect, it } from 'vitest';
import { WorkerLink } from '../../../src/store/sqlite/workerLink.ts';

function linkTo(source: string): WorkerLink {
  return new WorkerLink(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
}

const echo = `import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, argument }) => parentPort.postMessage({ id, kind: 'done', result: argument }));`;

it('gives each call its own answer', async () => {
  const link = linkTo(echo);

  expect(await Promise.all([link.call('exchange', 'a'), link.call('exchange', 'b')])).toEqual(['a', 'b']);
  await link.end();
});

it('fails what waits and what comes later when the thread ends', async () => {
  const link = linkTo(
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit());`,
  );

  await expect(link.call('summary', undefined)).rejects.toThrow('The store is closed.');
  await expect(link.call('summary', undefined)).rejects.toThrow('The store is closed.');
});

it('says what made the thread fail', async () => {
  const link = linkTo(`throw new Error('out of luck');`);

  await expect(link.call('summary', undefined)).rejects.toThrow("The store's thread failed: out of luck");
});
