import { expect, it } from 'vitest';
import { inTime, startDeadline } from '../../src/proxy/deadline.ts';

it('gives what is done in time, and says what failed or took too long', async () => {
  const deadline = startDeadline(20);

  expect(await inTime(Promise.resolve(1), deadline, 'work')).toEqual({ kind: 'done', value: 1 });
  expect(await inTime(Promise.reject(new Error('broken')), deadline, 'work')).toEqual({
    kind: 'failed',
    fault: 'work failed: broken',
  });
  expect(await inTime(new Promise(() => {}), deadline, 'work')).toEqual({
    kind: 'failed',
    fault: 'work took too long',
  });
});
