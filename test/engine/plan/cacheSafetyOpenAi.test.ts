import fc from 'fast-check';
import { expect, it } from 'vitest';
import { history, play } from './cacheHistory.ts';

/** FC_RUNS raises the number of histories; each format has a file of its own and tries half of them, side by side. */
const runs = Math.ceil(Number(process.env.FC_RUNS ?? 50) / 2);

it('no history of an OpenAI conversation makes us break the cache, or costs more than it would without us', () => {
  fc.assert(
    fc.property(history, past => {
      const { breaks, usd, usdUntouched, roundingUsd } = play(past, 'openai-chat');

      expect(breaks).toEqual([]);
      expect(usd).toBeLessThanOrEqual(usdUntouched + roundingUsd + 1e-9);
    }),
    { numRuns: runs },
  );
});
