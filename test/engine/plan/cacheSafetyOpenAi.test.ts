import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaksIn, event } from './cacheHistory.ts';

/** FC_RUNS raises the number of histories. Each format has a file of its own, so that both run side by side. */
const runs = Number(process.env.FC_RUNS ?? 60);

it('no history of an OpenAI conversation makes us break the cache', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 14 }), events => {
      expect(breaksIn(events, 'openai-chat')).toEqual([]);
    }),
    { numRuns: runs },
  );
});
