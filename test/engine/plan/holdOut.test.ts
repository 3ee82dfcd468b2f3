import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawHoldOut } from '../../../src/engine/plan/holdOut.ts';
import { indexOf } from '../conversation/indexed.ts';

function draw(opening: string, share: number | undefined, more: { system?: string; turns?: readonly string[] } = {}) {
  const { system = 'Be brief.', turns = [] } = more;
  const said = turns.map((content, i) => ({ role: i % 2 === 0 ? 'assistant' : 'user', content }));
  return drawHoldOut(indexOf('anthropic', { system, messages: [{ role: 'user', content: opening }, ...said] }), share);
}

it('nothing is drawn while nothing is held out', () => {
  expect(draw('hi', undefined)).toBeUndefined();
});

it('a conversation stays in its group, whatever comes later or stands before it', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0.05, max: 1, noNaN: true }), (opening, share) => {
      const later = { system: 'Be long.', turns: ['yes', 'go on', 'done', 'thanks'] };

      expect(draw(opening, share, later)).toEqual(draw(opening, share));
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 50) },
  );
});

it('holds out the share that was asked for', () => {
  const groups = Array.from({ length: 2000 }, (_, i) => draw(`conversation ${i}`, 0.2)?.group);
  const share = groups.filter(group => group === 'untouched').length / groups.length;

  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.23);
});

it('a larger share holds out what a smaller one does, and more', () => {
  const heldAt = (share: number) =>
    Array.from({ length: 300 }, (_, i) => i).filter(i => draw(`conversation ${i}`, share)?.group === 'untouched');

  expect(heldAt(0.3)).toEqual(expect.arrayContaining(heldAt(0.1)));
});
