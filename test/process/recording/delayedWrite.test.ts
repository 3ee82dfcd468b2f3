import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DelayedWrite } from '../../../src/process/recording/delayedWrite.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('many wishes are one write, a flush does it at once, and without a wish there is none', async () => {
  let writes = 0;
  const delayed = new DelayedWrite(async () => void writes++);

  delayed.soon();
  delayed.soon();
  await vi.advanceTimersByTimeAsync(4_999);
  const early = writes;
  await vi.advanceTimersByTimeAsync(1);
  const due = writes;
  await delayed.flush();
  const unasked = writes;
  delayed.soon();
  await delayed.flush();

  expect([early, due, unasked, writes]).toEqual([0, 1, 1, 2]);
});

test('what is cancelled is never written', async () => {
  let writes = 0;
  const delayed = new DelayedWrite(async () => void writes++);

  delayed.soon();
  await delayed.cancel();
  await vi.advanceTimersByTimeAsync(10_000);
  await delayed.flush();

  expect(writes).toBe(0);
});
