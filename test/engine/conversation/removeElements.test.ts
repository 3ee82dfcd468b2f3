import fc from 'fast-check';
import { expect, it } from 'vitest';
import { removeElements } from '../../../src/engine/conversation/removeElements.ts';
import { splice } from '../../../src/engine/conversation/splice.ts';

it('leaves valid arrays, whichever elements go, and every byte of those that stay', () => {
  const cases = fc.array(fc.record({ text: fc.nat({ max: 999 }).map(String), isRemoved: fc.boolean() }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(cases, fc.constantFrom(',', ', ', '\n ,\t'), (elements, comma) => {
      let at = 1;
      const slots = elements.map(({ text }) => {
        const slot = { start: at, end: at + text.length };
        at = slot.end + comma.length;
        return slot;
      });
      const body = Buffer.from(`[${elements.map(({ text }) => text).join(comma)}]`);

      const edits = removeElements(slots, slot => elements[slots.indexOf(slot)]?.isRemoved === true);

      const kept = elements.filter(({ isRemoved }) => !isRemoved).map(({ text }) => text);
      expect(Buffer.from(splice(body, edits)).toString()).toBe(`[${kept.join(comma)}]`);
    }),
  );
});
