import { expect, it } from 'vitest';
import { inTurn } from '../../src/images/inTurn.ts';

it('does one thing after the other, also when one fails', async () => {
  const turn = inTurn();
  const order: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    };

  const results = await Promise.allSettled([turn(work('a', true)), turn(work('b'))]);

  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
