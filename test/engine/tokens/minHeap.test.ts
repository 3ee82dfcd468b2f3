import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MinHeap } from '../../../src/engine/tokens/minHeap.ts';

it('gives pairs back by rank and then by place, however they came in', () => {
  const pair = fc.tuple(fc.nat(200_000), fc.nat(2 ** 31));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 600 }), fc.array(pair, { maxLength: 50 }), (added, pushed) => {
      const heap = new MinHeap();

      for (const [rank, place] of added) heap.add(rank, place);
      heap.order();
      for (const [rank, place] of pushed) heap.push(rank, place);
      const taken: [number, number][] = [];
      while (heap.takeLowest()) taken.push([heap.rank, heap.place]);

      expect(taken).toEqual([...added, ...pushed].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    }),
  );
});
