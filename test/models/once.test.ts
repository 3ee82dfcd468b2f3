import { expect, it } from 'vitest';
import { once } from '../../src/models/once.ts';

it('does its work once, and again after a failure', async () => {
  let calls = 0;
  const make = once(async () => {
    calls++;
    if (calls === 1) throw new Error('not yet');
    return calls;
  });

  await expect(make()).rejects.toThrow('not yet');
  const answers = await Promise.all([make(), make()]);

  expect(answers).toEqual([2, 2]);
});
