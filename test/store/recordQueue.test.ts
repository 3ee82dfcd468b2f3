import { expect, it } from 'vitest';
import { RecordQueue } from '../../src/store/recordQueue.ts';
import { recordingOf } from './storeLab.ts';

it('drops what does not fit any more, says so once, and says how many when it caught up', async () => {
  const notices: string[] = [];
  const gate = Promise.withResolvers<void>();
  let written = 0;
  const write = async (): Promise<void> => {
    await gate.promise;
    written += 1;
  };
  const queue = new RecordQueue(write, notice => notices.push(notice));

  for (let n = 0; n < 1003; n++) queue.add(recordingOf(`e${n}`, []));
  expect(notices).toEqual(['The store cannot keep up; some exchanges are not recorded.']);
  gate.resolve();
  await queue.settled();

  expect(written).toBe(1000);
  expect(notices[1]).toBe('The store caught up; 3 exchanges were not recorded.');
});

it('drops a recording whose texts would fill the memory', async () => {
  const gate = Promise.withResolvers<void>();
  const queue = new RecordQueue(
    () => gate.promise,
    () => undefined,
  );
  const big = 'x'.repeat(70 * 1024 * 1024);

  queue.add({ ...recordingOf('e1', []), texts: [{ hash: 'h1', text: big }] });
  queue.add({ ...recordingOf('e2', []), texts: [{ hash: 'h2', text: big }] });
  gate.resolve();
  await queue.settled();

  expect([queue.needsText('h1'), queue.needsText('h2')]).toEqual([false, true]);
});

it('tells of a recording that failed, needs its texts again, and goes on', async () => {
  const notices: string[] = [];
  const write = ({ exchange }: { exchange: { id: string } }): Promise<void> =>
    exchange.id === 'bad' ? Promise.reject(new Error('no space')) : Promise.resolve();
  const queue = new RecordQueue(write, notice => notices.push(notice));

  queue.add({ ...recordingOf('bad', []), texts: [{ hash: 'h1', text: 'x' }] });
  queue.add({ ...recordingOf('good', []), texts: [{ hash: 'h2', text: 'y' }] });
  await queue.settled();

  expect(notices).toEqual([
    'Exchanges are not recorded: no space',
    'Exchanges are recorded again; not recorded in the meantime: 1.',
  ]);
  expect([queue.needsText('h1'), queue.needsText('h2')]).toEqual([true, false]);
  queue.forget(['h2']);
  expect(queue.needsText('h2')).toBe(true);
});

it('says once per reason that recordings fail, and how many did when they succeed again', async () => {
  const notices: string[] = [];
  const reasons = ['full', 'full', 'read-only', undefined];
  const write = async (): Promise<void> => {
    const reason = reasons.shift();
    if (reason !== undefined) throw new Error(reason);
  };
  const queue = new RecordQueue(write, notice => notices.push(notice));

  for (const id of ['e1', 'e2', 'e3', 'e4']) {
    queue.add(recordingOf(id, []));
    await queue.settled();
  }

  expect(notices).toEqual([
    'Exchanges are not recorded: full',
    'Exchanges are not recorded: read-only',
    'Exchanges are recorded again; not recorded in the meantime: 3.',
  ]);
});
